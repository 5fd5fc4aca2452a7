package syntax_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/syntax"
)

func TestWellFormedText(t *testing.T) {
	t.Parallel()
	for _, text := range wellFormed() {
		if !same(t, text) {
			t.Errorf("%s\nis left to hclsyntax", shown(text))
		}
	}
}

func TestTextLeftToHclsyntax(t *testing.T) {
	t.Parallel()
	for _, text := range refused {
		if same(t, text) {
			t.Errorf("%s\nis not left to hclsyntax", shown(text))
		}
	}
}

// What an argument stacks up is bounded: its tree is walked.
func TestStackedOperators(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"+1", ".a", "[0]", "[\"a\"]", "[local.i]", ".*.a", "[*]", "&&true"} {
		if text := "a = x" + strings.Repeat(step, 10_002) + "\n"; syntax.Parse([]byte(text), "x.tf") != nil {
			t.Errorf("%s: a tree of ten thousand levels", shown(text))
		}
	}
}

func TestSmallNumbers(t *testing.T) {
	t.Parallel()
	for i := range 2000 {
		same(t, fmt.Sprintf("a = %d\nb = %d\nc = 0%d\n", i, uint64(1)<<(i%64)+uint64(i), i))
	}
}

// TestFiles parses all configuration of this repository, in which little may be left to hclsyntax.
func TestFiles(t *testing.T) {
	t.Parallel()
	all, quick := files(t), 0
	for _, text := range all {
		if same(t, text) {
			quick++
		}
	}
	if len(all) < 200 || quick*100 < len(all)*99 {
		t.Errorf("only %d of %d files are parsed here", quick, len(all))
	}
}

// TestTornFiles damages files a little, which mostly makes syntax errors: none may go unnoticed.
func TestTornFiles(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	texts := append(files(t), wellFormed()...)
	for range 3000 {
		text := texts[random.IntN(len(texts))]
		start := random.IntN(len(text) + 1)
		text = text[start:min(len(text), start+400)]
		for range 1 + random.IntN(3) {
			text = torn(random, text)
		}
		same(t, text)
	}
}

var tokens = regexp.MustCompile(`\w+|\s+|.`)

// torn deletes, repeats or exchanges a byte or a token.
func torn(random *rand.Rand, text string) string {
	parts := strings.Split(text, "")
	if random.IntN(2) == 0 {
		parts = tokens.FindAllString(text, -1)
	}
	if len(parts) < 2 {
		return text
	}
	i, j := random.IntN(len(parts)), random.IntN(len(parts))
	switch random.IntN(4) {
	case 0:
		parts[i] = ""
	case 1:
		parts[i] += parts[i]
	case 2:
		parts[i], parts[j] = parts[j], parts[i]
	case 3:
		parts[i] += parts[j]
	}
	return strings.Join(parts, "")
}

// TestSigns strings together what templates are made of, in quotes and in heredocs, where hclsyntax ends its tokens in surprising places.
func TestSigns(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	words := []string{
		"$", "$", "%", "%", "{", "}", "~", "${a}", "${~a}", "${a~}", "$${", "%%{", "%{if a}", "%{~ if a}", "%{else}", "%{ endif ~}", "%{for k, v in a}", "%{endfor}",
		" ", "  ", "\t", "x", "y", "E", "é", "e\u0301", "\u0301", "日本", "👩‍👩‍👧", "\u00a0", "\u0600", "\\n", "\\\\", "\\\"", "\\u00e9", "\n", "\n", "\nE", "\r\n",
	}
	quick := 0
	for range 20000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(words[random.IntN(len(words))])
		}
		for _, text := range []string{"a = \"" + b.String() + "\"\n", "a = <<E\n" + b.String() + "\nE\n", "a = [<<-E\n  " + b.String() + "\n  E\n]\n"} {
			if same(t, text) {
				quick++
			}
		}
	}
	if quick < 10000 {
		t.Errorf("only %d texts are parsed here", quick)
	}
}

var example = regexp.MustCompile("(?s)```hcl[^\n]*\n(.*?)```")

// files are the configuration in testdata and examples, and that in the pages of checks.
func files(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, root := range []string{"../../testdata", "../../examples", "../../checks"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			switch filepath.Ext(path) {
			case ".tf", ".tfvars", ".tofu":
				all = append(all, string(data))
			case ".md":
				for _, m := range example.FindAllStringSubmatch(string(data), -1) {
					all = append(all, m[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// FuzzSameTree gives whatever bytes to both parsers, but for those that would overflow hclsyntax's stack.
func FuzzSameTree(f *testing.F) {
	for _, text := range append(wellFormed(), refused...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if why, _ := module.Unparsable([]byte(text)); why == "" && len(text) < 10_000 {
			same(t, text)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	all, size := files(b), 0
	for _, text := range all {
		size += len(text)
	}
	parsers := map[string]func(data []byte){
		"syntax":    func(data []byte) { syntax.Parse(data, "x.tf") },
		"hclsyntax": func(data []byte) { hclsyntax.ParseConfig(data, "x.tf", hcl.InitialPos) },
	}
	took := map[string]float64{}
	for _, name := range []string{"hclsyntax", "syntax"} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range all {
					parsers[name]([]byte(text))
				}
			}
			took[name] = b.Elapsed().Seconds() / float64(b.N)
			if other := took["hclsyntax"]; name == "syntax" && other > 0 {
				b.ReportMetric(other/took[name], "x-hclsyntax")
			}
		})
	}
}
