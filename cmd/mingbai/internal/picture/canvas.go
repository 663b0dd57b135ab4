package picture

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

type point struct{ x, y float32 }

// canvas draws filled shapes with smooth edges.
type canvas struct{ img *image.RGBA }

// fill fills a path, which is drawn relative to the corner (x, y) of a field of w by h pixels.
func (c *canvas) fill(ink color.Color, x, y, w, h float32, path func(r *vector.Rasterizer)) {
	at := image.Rect(int(x), int(y), int(math.Ceil(float64(x+w))), int(math.Ceil(float64(y+h))))
	r := vector.NewRasterizer(at.Dx(), at.Dy())
	r.DrawOp = draw.Over
	path(r)
	r.Draw(c.img, at, image.NewUniform(ink), image.Point{})
}

// arc is how far the control points of a quarter circle stand from its ends, as a part of the radius.
const arc = 0.5523

// box is a rectangle with round corners.
func (c *canvas) box(ink color.Color, x, y, w, h, radius float32) {
	c.fill(ink, x, y, w, h, func(r *vector.Rasterizer) {
		k := radius * (1 - arc)
		r.MoveTo(radius, 0)
		r.LineTo(w-radius, 0)
		r.CubeTo(w-k, 0, w, k, w, radius)
		r.LineTo(w, h-radius)
		r.CubeTo(w, h-k, w-k, h, w-radius, h)
		r.LineTo(radius, h)
		r.CubeTo(k, h, 0, h-k, 0, h-radius)
		r.LineTo(0, radius)
		r.CubeTo(0, k, k, 0, radius, 0)
		r.ClosePath()
	})
}

// disc is a circle about (x, y).
func (c *canvas) disc(ink color.Color, x, y, radius float32) {
	c.box(ink, x-radius, y-radius, 2*radius, 2*radius, radius)
}

// stroke is a line through points, with square joins.
func (c *canvas) stroke(ink color.Color, width float32, line ...point) {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		x, y := min(a.x, b.x), min(a.y, b.y)
		c.box(ink, x-width/2, y-width/2, max(a.x, b.x)-x+width, max(a.y, b.y)-y+width, 0)
	}
}

// polygon fills the points.
func (c *canvas) polygon(ink color.Color, points ...point) {
	lo, hi := points[0], points[0]
	for _, p := range points {
		lo, hi = point{min(lo.x, p.x), min(lo.y, p.y)}, point{max(hi.x, p.x), max(hi.y, p.y)}
	}
	c.fill(ink, lo.x, lo.y, hi.x-lo.x, hi.y-lo.y, func(r *vector.Rasterizer) {
		r.MoveTo(points[0].x-lo.x, points[0].y-lo.y)
		for _, p := range points[1:] {
			r.LineTo(p.x-lo.x, p.y-lo.y)
		}
		r.ClosePath()
	})
}

// tick is a tick mark about (x, y).
func (c *canvas) tick(ink color.Color, x, y, scale float32) {
	at := func(dx, dy float32) point { return point{x + dx*scale, y + dy*scale} }
	c.polygon(ink, at(-44, 2), at(-30, -12), at(-12, 6), at(30, -36), at(44, -22), at(-12, 34))
}

// arrow is an arrow head with its tip at (x, y).
func (c *canvas) arrow(ink color.Color, x, y float32) {
	c.polygon(ink, point{x, y}, point{x - 32, y - 24}, point{x - 32, y + 24})
}

// card is a step of a drawing, its left side at x and its middle at y.
func (c *canvas) card(x, y float32, ground color.Color) {
	c.box(ground, x, y-75, 260, 150, 16)
	c.box(Brand, x+30, y-40, 150, 26, 4)
	c.box(Quiet, x+30, y+10, 200, 20, 4)
}

// sheet is a sheet of paper with its corner folded.
func (c *canvas) sheet(x, y, w, h float32) {
	const fold = 70
	c.polygon(Paper, point{x, y}, point{x + w - fold, y}, point{x + w, y + fold}, point{x + w, y + h}, point{x, y + h})
	c.polygon(Quiet, point{x + w - fold, y}, point{x + w, y + fold}, point{x + w - fold, y + fold})
}
