package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// rendered is a line of Markdown as GitHub renders it: the names of its elements, and its text without what holds words apart.
func rendered(t *testing.T, line string) (elements []string, text string) {
	t.Helper()
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(renderer.WithUnsafe()))
	if err := md.Convert([]byte(line), &page); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			elements = append(elements, n.Data)
		case html.TextNode:
			b.WriteString(n.Data)
		default:
			t.Errorf("a node of type %d in %q", n.Type, line)
		}
	}
	return elements, strings.TrimRight(strings.ReplaceAll(b.String(), "\u200b", ""), " \n")
}

// What Escape leaves of any text reads in a comment as it is, as prose and as code.
func FuzzMarkdownSaysTheText(f *testing.F) {
	for _, attack := range attacks() {
		f.Add(attack)
	}
	f.Add("publicly_accessible is true; see __x__ and ~~y~~ or http://a.example?b=c&amp;d")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.TrimRight(strings.ReplaceAll(Escape(s), "\u00a0", "_"), " ")
		elements, text := rendered(t, "x "+prose(s))
		if got := strings.Join(elements, " "); got != "html head body p" {
			t.Errorf("prose of %q has %s", s, got)
		}
		if want := strings.TrimRight("x "+s, " "); text != want {
			t.Errorf("prose of %q reads %q", s, text)
		}
		elements, text = rendered(t, "x "+code(s)+".")
		if got := strings.Join(elements, " "); s != "" && got != "html head body p code" {
			t.Errorf("code of %q has %s", s, got)
		}
		if s != "" && strings.TrimSpace(s) == s && text != "x "+s+"." {
			t.Errorf("code of %q reads %q", s, text)
		}
	})
}
