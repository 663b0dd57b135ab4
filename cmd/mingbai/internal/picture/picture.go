// Package picture draws the pictures that other sites show beside a shared link (Open Graph): one for
// each kind of page, in the colours of the site.
//
// The pictures hold shapes and no words. A title in Chinese would need a font with Chinese characters,
// and none that may be built into a program is small; the words stand beside the picture anyway, in
// og:title. The same kind gives the same bytes.
package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// Width and Height are the size of a picture in pixels, in the ratio that link previews use.
const Width, Height = 1200, 630

// Kinds are the pictures that there are: the site itself comes first.
var Kinds = []string{"site", "guide", "licence", "policy", "agency"}

// The colours of the light theme in static/css/tokens.css: brand, bg, line, notebg, focus.
var (
	Brand  = color.RGBA{0x0b, 0x45, 0x60, 0xff}
	Paper  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	Quiet  = color.RGBA{0xc4, 0xce, 0xd5, 0xff}
	Marked = color.RGBA{0xe5, 0xf0, 0xf5, 0xff}
	Focus  = color.RGBA{0xff, 0xd0, 0x2e, 0xff}
)

// PNG draws the picture of a kind; a kind that is not known gets that of the site.
func PNG(kind string) ([]byte, error) {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, Width, Height))}
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(Brand), image.Point{}, draw.Src)
	scene, known := scenes[kind]
	if !known {
		scene = scenes["site"]
	}
	scene(c)
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, c.img)
	return out.Bytes(), err
}

var scenes = map[string]func(*canvas){
	"site": site, "guide": guide, "licence": licence, "policy": policy, "agency": agency,
}

// site is the way through: three numbered steps on one line, the last one done.
func site(c *canvas) {
	c.stroke(Paper, 12, point{250, 315}, point{950, 315})
	for i, x := range []float32{250, 600, 950} {
		if i == 2 {
			c.disc(Focus, x, 315, 105)
			c.tick(Brand, x, 315, 1.7)
			continue
		}
		c.disc(Paper, x, 315, 105)
		c.disc(Brand, x, 315, 90)
		for n := range i + 1 {
			c.disc(Paper, x+float32(2*n-i)*26, 315, 17)
		}
	}
}

// guide is a drawing of steps: one first, two that may go together, one last.
func guide(c *canvas) {
	for _, y := range []float32{195, 435} {
		c.stroke(Paper, 10, point{330, 315}, point{402, 315}, point{402, y}, point{470, y})
		c.stroke(Paper, 10, point{730, y}, point{798, y}, point{798, 315}, point{850, 315})
		c.arrow(Paper, 470, y)
	}
	c.arrow(Paper, 870, 315)
	c.card(100, 315, Paper)
	c.card(470, 195, Paper)
	c.card(470, 435, Paper)
	c.box(Focus, 870, 230, 230, 170, 16)
	c.tick(Brand, 985, 315, 1.3)
}

// licence is a sheet of paper that has been granted.
func licence(c *canvas) {
	c.sheet(390, 75, 420, 480)
	c.box(Brand, 450, 145, 200, 26, 4)
	for i := range 4 {
		c.box(Quiet, 450, 215+float32(i)*52, []float32{300, 300, 260, 150}[i], 18, 4)
	}
	c.disc(Brand, 740, 470, 112)
	c.disc(Focus, 740, 470, 96)
	c.tick(Brand, 740, 470, 1.5)
}

// policy is a text of numbered measures, one of them marked as a link marks it.
func policy(c *canvas) {
	c.sheet(330, 75, 540, 480)
	for i := range 3 {
		y := 155 + float32(i)*135
		if i == 1 {
			c.box(Marked, 350, y-45, 500, 118, 0)
			c.box(Focus, 350, y-45, 22, 118, 0)
		}
		c.disc(Brand, 425, y, 25)
		c.box(Brand, 475, y-12, 240, 24, 4)
		c.box(Quiet, 475, y+30, []float32{330, 300, 330}[i], 18, 4)
	}
}

// agency is a body and those below it.
func agency(c *canvas) {
	c.stroke(Paper, 10, point{600, 240}, point{600, 330})
	c.stroke(Paper, 10, point{255, 410}, point{255, 330}, point{945, 330}, point{945, 410})
	c.stroke(Paper, 10, point{600, 330}, point{600, 410})
	c.box(Focus, 470, 110, 260, 140, 16)
	c.box(Brand, 510, 168, 180, 24, 4)
	for _, x := range []float32{140, 485, 830} {
		c.box(Paper, x, 400, 230, 120, 16)
		c.box(Quiet, x+35, 449, 160, 20, 4)
	}
}
