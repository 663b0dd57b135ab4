package render

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/content"
)

// segmenter knows the words of the glossary that a heading must not tear at a line's end.
type segmenter struct {
	byFirst map[rune][]string // longest first
}

// titleWords are words that stand in many titles of policies and items.
const titleWords = "安全 办法 办理 保障 备案 标准 部门 促进 单位 登记 发展 方案 分支机构 服务 服务业 工程 公司 公众 管理 规定 规划 " +
	"机构 计划 家庭 加强 检查 建设 健康 经营 决定 开办 聚集 企业 设立 申请 实施 食品 市场 通知 推动 托育 卫生 细则 消防 许可 养老 医疗 意见 印发 " +
	"有关 增加 政策 政府 支持 指引 注销 组织 投入 使用 营业 招生 评价 审批 办学 销售 预包装 污水 排水 管网 放射 诊疗 演出 场所 凭证 执业 娱乐 旅馆"

// newSegmenter takes the Chinese terms of two to six characters, and the words of many titles.
func newSegmenter(terms []content.Term) *segmenter {
	s := &segmenter{byFirst: map[rune][]string{}}
	words := strings.Fields(titleWords)
	for _, t := range terms {
		words = append(words, t.Zh)
	}
	for _, w := range words {
		if n := utf8.RuneCountInString(w); n < 2 || n > 6 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(w)
		if !slices.Contains(s.byFirst[first], w) {
			s.byFirst[first] = append(s.byFirst[first], w)
		}
	}
	for _, list := range s.byFirst {
		slices.SortFunc(list, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
	}
	return s
}

// word is the longest known word at the start of a text, or "".
func (s *segmenter) word(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	for _, w := range s.byFirst[first] {
		if strings.HasPrefix(text, w) {
			return w
		}
	}
	return ""
}

// heading is the title of a page as HTML, its words kept whole.
func (b *builder) heading(title string) template.HTML {
	if b.zh {
		return b.zhHeading(title)
	}
	return b.html(title)
}

func (b *builder) zhHeading(title string) template.HTML {
	var out strings.Builder
	plain := 0
	for at := 0; at < len(title); {
		word := b.terms.word(title[at:])
		if word == "" {
			_, size := utf8.DecodeRuneInString(title[at:])
			at += size
			continue
		}
		out.WriteString(template.HTMLEscapeString(title[plain:at]))
		out.WriteString(string(keep(word)))
		at += len(word)
		plain = at
	}
	out.WriteString(template.HTMLEscapeString(title[plain:]))
	return template.HTML(out.String())
}
