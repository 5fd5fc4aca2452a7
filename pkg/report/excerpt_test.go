package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/demarc-lint/demarc/pkg/source"
)

func TestExcerpt(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 300) + "HERE" + strings.Repeat("b", 300)
	for name, test := range map[string]struct {
		src, mark, secret string
		want              []string // text and mark by turns
	}{
		"word":        {"a = true\n", "true", "", []string{"a = true", "    ^~~~"}},
		"tab":         {"\ta\t= x", "x", "", []string{"    a   = x", "          ^"}},
		"wide":        {`a = "日本" + x`, "x", "", []string{`a = "日本" + x`, "             ^"}},
		"on wide":     {`a = "日本"`, "日本", "", []string{`a = "日本"`, "     ^~~~"}},
		"combining":   {"e\u0301 = x", "x", "", []string{"e\u0301 = x", "    ^"}},
		"crlf":        {"a = 1\r\nb = 2\r\n", "2", "", []string{"b = 2", "    ^"}},
		"control":     {"a = \"\x1b[0m\" x", "x", "", []string{`a = "\x1b[0m" x`, "              ^"}},
		"bidi":        {"a\u202eb x", "x", "", []string{`a\u202eb x`, "         ^"}},
		"not UTF-8":   {"\xff x", "x", "", []string{`\xff x`, "     ^"}},
		"two lines":   {"a = [\n  1,\n]", "[\n  1,\n]", "", []string{"a = [", "    ^", "  1,", "  ^~", "]", "^"}},
		"secret":      {`p = "s3cr3t" # x`, `"s3cr3t"`, `"s3cr3t"`, []string{`p = "********" # x`, `    ^~~~~~~~~~`}},
		"beside":      {`p = "s3cr3t" # x`, "# x", `"s3cr3t"`, []string{`p = "********" # x`, `               ^~~`}},
		"in a secret": {`p = "s3cr3t" # x`, "cr", `"s3cr3t"`, []string{`p = "********" # x`, `     ^~~~~~~~`}},
		"two rows of secret": {
			"k = <<E\nAB\nCD\nE\n", "AB\nCD", "AB\nCD\n",
			[]string{"********", "^~~~~~~~", "********", "^~~~~~~~"},
		},
		"long": {long, "HERE", "", []string{"..." + strings.Repeat("a", 40) + "HERE" + strings.Repeat("b", 56) + "...", strings.Repeat(" ", 43) + "^~~~"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := files{"a.tf": test.src}
			var secrets []span
			if test.secret != "" {
				p := f.at("a.tf", test.secret)
				secrets = []span{unquoted([]byte(test.src), span{p.Start.Byte, p.End.Byte})}
			}
			lines, _ := excerpt([]byte(test.src), f.at("a.tf", test.mark), secrets)
			var got []string
			for _, l := range lines {
				got = append(got, l.text, l.mark)
			}
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestExcerptOfNothing(t *testing.T) {
	t.Parallel()
	src := []byte("a = 1\n")
	for name, test := range map[string]struct {
		start, end int
		want       string
	}{
		"end of line": {5, 5, "     ^"},
		"end of file": {6, 6, "^"},
		"a point":     {2, 2, "  ^"},
	} {
		p := source.Place{Start: pos(string(src), test.start), End: pos(string(src), test.end)}
		lines, _ := excerpt(src, p, nil)
		if len(lines) != 1 || lines[0].mark != test.want {
			t.Errorf("%s: got %+v, want %q", name, lines, test.want)
		}
	}
	if lines, _ := excerpt(src, source.Place{Start: pos(string(src), 2), End: pos(strings.Repeat(" ", 99), 99)}, nil); lines != nil {
		t.Errorf("got %+v for a place that the source no longer has", lines)
	}
}

func TestExcerptLeavesOut(t *testing.T) {
	t.Parallel()
	src := strings.Repeat("x\n", 9)
	lines, more := excerpt([]byte(src), source.Place{Start: pos(src, 0), End: pos(src, 16)}, nil)
	if len(lines) != excerptLines || !more {
		t.Errorf("got %d lines, more %t", len(lines), more)
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("a = \"日本\x1b\"\tx\r\n\ny", 3, 9, 5, 7)
	f.Add("\xff\xfe\u0301", 0, 1, 1, 3)
	f.Fuzz(func(t *testing.T, src string, start, end, secretStart, secretEnd int) {
		if start < 0 || end < start || end > len(src) {
			t.Skip()
		}
		p := source.Place{Start: pos(src, start), End: pos(src, end)}
		lines, _ := excerpt([]byte(src), p, []span{{secretStart, secretEnd}})
		for _, l := range lines {
			if !printable(l.text) || displaywidth.String(l.text) > 2*excerptWidth {
				t.Errorf("bad line %q", l.text)
			}
		}
		if len(lines) == 0 {
			t.Error("no line")
		}
	})
}

func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"plain", "\x1b[31m", "\u202e", "\xff", "a\nb", "👨\u200d👩", "\U000e0041"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if !utf8.ValidString(got) || !printable(got) {
			t.Errorf("%q gives %q", s, got)
		}
		if Escape(got) != got {
			t.Errorf("%q is escaped twice", s)
		}
		if printable(s) && got != s {
			t.Errorf("%q was changed to %q", s, got)
		}
	})
}
