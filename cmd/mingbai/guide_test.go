package main

import (
	"context"
	"encoding/json"
	"html/template"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/render"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// shown is what a guide's page shows of a plan.
type shown struct {
	Steps, Deciding    []string
	Numbers            []string
	Count, Time, First []string
	Rows, Lines        []string // of the drawing: the item of each row, "" for words over items; and its lines
	Dashed, Thick      []string // items with such boxes
	Order              string   // the drawing in words
	Address            map[string]string
}

// answering gives the answers of the list one after the other and reads what the page then shows.
const answering = `(list => {
  const all = (selector, of) => [...document.querySelectorAll(selector)].map(of);
  const item = e => e.closest('[data-item]').getAttribute('data-item');
  const lines = name => all('[data-fact="' + name + '"] > span', e => e.textContent);
  const form = document.querySelector('#questions');
  return list.map(given => {
    if (given) {
      for (const radio of form.querySelectorAll('input')) radio.checked = (given[radio.name] ?? '') === radio.value;
      form.dispatchEvent(new Event('change', { bubbles: true }));
    }
    return {
      Steps: all('#order .mb-steps [data-item]', item),
      Deciding: all('#order .mb-steps__step--deciding', item),
      Numbers: all('#order .mb-step__number', e => e.textContent),
      Count: lines('count'), Time: lines('time'), First: lines('first'),
      Rows: all('#order .mb-drawing__row', e => e.getAttribute('data-item') ?? ''),
      Lines: all('#order .mb-drawing__row', e => e.querySelector('.mb-drawing__lines')?.outerHTML ?? ''),
      Dashed: all('#order .mb-drawing__box--dashed', item),
      Thick: all('#order .mb-drawing__box--deciding', item),
      Order: document.querySelector('#order-drawing-desc')?.textContent ?? '',
      Address: Object.fromEntries(new URLSearchParams(location.search)),
    };
  });
})`

// englishGuides are answered in English too: together they have every form of words that a plan takes.
var englishGuides = []string{"childcare", "culture", "elder-care"}

// TestGuideQuestions answers the questions of every guide in every way, and those of some in English too,
// and compares what the page then shows with what the schedule gives.
func TestGuideQuestions(t *testing.T) {
	files, s := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/")
	words := planWords(t, s)
	ctx := tab(t, parent)
	for _, p := range s.Pages {
		if p.Guide == nil || len(p.Guide.Questions) == 0 || p.Lang == content.English && !slices.Contains(englishGuides, p.Slug) {
			continue
		}
		t.Run(p.URL, func(t *testing.T) {
			list := given(p.Guide.Graph)
			// the first answers come with the address, the others are given on the page
			run(t, ctx, chromedp.Navigate(base+p.URL+"?"+query(list[0])), chromedp.WaitReady("#questions:not([hidden])"))
			compareShown(t, list[0], eval[[]shown](t, ctx, answering+"([null])")[0], p, words)
			data, err := json.Marshal(list)
			if err != nil {
				t.Fatal(err)
			}
			for i, got := range eval[[]shown](t, ctx, answering+"("+string(data)+")") {
				compareShown(t, list[i], got, p, words)
			}
		})
	}
	t.Run("by hand", func(t *testing.T) { testAnswering(t, tab(t, parent), base) })
	t.Run("without scripts", func(t *testing.T) { testUnasked(t, tab(t, parent), base) })
	t.Run("printed", func(t *testing.T) { testPrinted(t, tab(t, parent), base) })
	t.Run("ticks", func(t *testing.T) { testTicks(t, tab(t, parent), base) })
}

func planWords(t *testing.T, s *site.Site) *render.Renderer {
	t.Helper()
	layouts, diags := render.Load(os.DirFS("../.."))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return render.New(layouts, s, render.Assets{})
}

// given is every way to answer all questions, one of them, and none.
func given(g schedule.Graph) []schedule.Answers {
	out := append(g.Combinations(nil), schedule.Answers{})
	for _, q := range g.Questions {
		for _, a := range q.Answers {
			out = append(out, schedule.Answers{q.ID: a})
		}
	}
	return out
}

func query(given schedule.Answers) string {
	v := url.Values{}
	for q, a := range given {
		v.Set(q, a)
	}
	return v.Encode()
}

func compareShown(t *testing.T, given schedule.Answers, got shown, p *site.Page, words *render.Renderer) {
	t.Helper()
	plan := p.Guide.Graph.Plan(given)
	if len(plan.Steps) == 0 || plan.Least == 0 {
		t.Errorf("%v leads to nothing", given)
	}
	want := shown{Address: given}
	for i, step := range plan.Steps {
		want.Steps = append(want.Steps, step.ID)
		want.Numbers = append(want.Numbers, strconv.Itoa(i+1))
		if step.Deciding {
			want.Deciding = append(want.Deciding, step.ID)
		}
		if step.Optional {
			want.Dashed = append(want.Dashed, step.ID)
		}
	}
	said := words.PlanWords(p, plan)
	want.Count, want.Time, want.First = texts(said.Count), texts(said.Time), texts(said.First)
	want.Thick, want.Order = want.Deciding, said.Order
	for _, row := range render.PlanChart(plan).Rows() {
		want.Rows = append(want.Rows, row.ID)
		want.Lines = append(want.Lines, row.Lines)
	}
	check := func(what string, got, want []string) {
		if !slices.Equal(got, want) {
			t.Errorf("%v: %s\n got %s\nwant %s", given, what, strings.Join(got, "|"), strings.Join(want, "|"))
		}
	}
	check("steps", got.Steps, want.Steps)
	check("numbers", got.Numbers, want.Numbers)
	check("deciding", got.Deciding, want.Deciding)
	check("count", got.Count, want.Count)
	check("time", got.Time, want.Time)
	check("where first", got.First, want.First)
	check("rows of the drawing", got.Rows, want.Rows)
	check("lines of the drawing", closed(got.Lines), want.Lines)
	check("dashed boxes", got.Dashed, want.Dashed)
	check("thick boxes", got.Thick, want.Thick)
	if len(plan.Steps) > 1 && got.Order != want.Order {
		t.Errorf("%v: the drawing in words\n got %s\nwant %s", given, got.Order, want.Order)
	}
	if !maps.Equal(got.Address, want.Address) {
		t.Errorf("%v: the address has %v", given, got.Address)
	}
}

// closed writes elements without content as the drawing does.
func closed(lines []string) []string {
	for i, l := range lines {
		for _, name := range []string{"line", "circle", "path"} {
			l = strings.ReplaceAll(l, "></"+name+">", "/>")
		}
		lines[i] = l
	}
	return lines
}

// texts are lines of HTML as a reader sees them.
func texts(lines []template.HTML) []string {
	var out []string
	for _, l := range lines {
		var text strings.Builder
		z := html.NewTokenizer(strings.NewReader(string(l)))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind == html.TextToken {
				text.WriteString(html.UnescapeString(string(z.Text())))
			}
		}
		out = append(out, text.String())
	}
	return out
}

// testAnswering answers with the keyboard and follows the address.
func testAnswering(t *testing.T, ctx context.Context, base string) {
	address := func(want string) {
		t.Helper()
		if got := eval[string](t, ctx, "location.search"); got != want {
			t.Errorf("the address ends in %q, want %q", got, want)
		}
	}
	run(t, ctx, chromedp.Navigate(base+"guide/childcare/?profit=neither&from=friend"), chromedp.WaitReady("#questions:not([hidden])"))
	if eval[bool](t, ctx, `document.querySelector('#questions [role=status]').textContent !== ''`) {
		t.Error("an unknown answer was taken")
	}
	run(t, ctx, chromedp.Focus("#questions input[name=meals][value='']"), chromedp.KeyEvent("\u0304")) // arrow up: “no”
	waitFor(t, ctx, `document.querySelector('#questions [role=status]').textContent.startsWith('现在显示4件')`)
	address("?from=friend&meals=no")
	for _, gone := range []string{"#step-food-business-licence", "#papers tr[data-items='food-business-licence']:not(.mb-away)", ".mb-drawing [data-item=food-business-licence]"} {
		if eval[bool](t, ctx, `document.querySelector("`+gone+`") !== null`) {
			t.Errorf("%s is still there", gone)
		}
	}
	run(t, ctx, chromedp.Click("header a[hreflang=en]"), chromedp.WaitReady("html[lang=en] #questions:not([hidden])"))
	waitFor(t, ctx, `document.querySelector('#questions [role=status]').textContent.startsWith('Showing 4 things')`)
	run(t, ctx, chromedp.Click("#questions button[type=reset]"))
	waitFor(t, ctx, `document.querySelector('#step-food-business-licence') !== null`)
	address("?from=friend")
}

// testUnasked reads the page without scripts: every item with its case, and no form.
func testUnasked(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
		chromedp.Navigate(base+"guide/childcare/?meals=no"), chromedp.WaitReady("main"))
	page, err := chromedp.Run(ctx, chromedp.OuterHTML("main"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`aria-labelledby="questions-h" hidden=""`, `id="step-food-business-licence"`, "供餐的才办", "<dt>您给孩子供餐吗？</dt>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page without scripts has no %s", want)
		}
	}
}

// testPrinted prints a guide with answers on a few sheets, and its list of papers on one.
func testPrinted(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, chromedp.Navigate(base+"guide/childcare/?profit=for-profit&meals=yes"), chromedp.WaitReady("#questions:not([hidden])"))
	if n := sheets(t, ctx); n > 4 {
		t.Errorf("the guide takes %d sheets", n)
	}
	if got := eval[string](t, ctx, `getComputedStyle(document.documentElement).getPropertyValue('--mb-address')`); !strings.Contains(got, "guide/childcare/?profit=for-profit&meals=yes") {
		t.Errorf("the foot of a sheet has the address %s", got)
	}
	// the button prints and takes the class away again: here printing does nothing, so that it stays
	run(t, ctx, chromedp.WaitReady(".mb-checklist__tools:not([hidden])"))
	eval[bool](t, ctx, `(window.print = () => {}, document.querySelector('[data-print]').click(), true)`)
	if n := sheets(t, ctx); n != 1 {
		t.Errorf("the list of papers takes %d sheets", n)
	}
	if eval[bool](t, ctx, `document.documentElement.classList.contains('mb-print-list')`) {
		t.Error("after printing, the page is still the list alone")
	}
}

var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

// sheets counts the sheets on which the page prints.
func sheets(t *testing.T, ctx context.Context) int {
	t.Helper()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = new(true) }))
	if err != nil {
		t.Fatal(err)
	}
	return len(sheet.FindAll(pdf, -1))
}

// testTicks ticks a paper and finds it ticked on the next visit, in the other language too.
func testTicks(t *testing.T, ctx context.Context, base string) {
	const box = "#papers input[type=checkbox]"
	run(t, ctx, chromedp.Navigate(base+"guide/childcare/"), chromedp.WaitReady(".mb-checklist__tools:not([hidden])"), chromedp.Click(box),
		chromedp.Navigate(base+"en/guide/childcare/"), chromedp.WaitReady(".mb-checklist__tools:not([hidden])"))
	if !eval[bool](t, ctx, `document.querySelector("`+box+`").checked`) {
		t.Error("the tick was forgotten")
	}
	run(t, ctx, chromedp.Click(".mb-checklist [data-clear]"))
	if eval[int](t, ctx, `document.querySelectorAll("`+box+`:checked").length + (localStorage.getItem('mb-ticks:childcare') ?? '').length`) != 0 {
		t.Error("the ticks were not cleared")
	}
}
