package lint_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/module"
)

const workspace = `
-- live/main.tf --
variable "cidr" {
  type    = string
  default = "10.0.0.0/8"
}
module "group" {
  source = "../modules/group"
  cidrs  = [var.cidr]
}
-- live/more.tf --
resource "aws_db_instance" "d" {
  storage_encrypted = false
}
-- other/main.tf --
module "group" {
  source = "../modules/group"
  cidrs  = ["0.0.0.0/0"]
}
-- modules/group/main.tf --
variable "cidrs" {
  type = list(string)
}
resource "aws_security_group" "g" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.cidrs
  }
}
-- alone/main.tf --
resource "aws_s3_bucket_acl" "b" {
  bucket = "b"
  acl    = "public-read"
}
`

// session opens a session over the files of an archive. told collects the findings by directory, as its updates tell them.
type session struct {
	*lint.Session
	t        testing.TB
	options  lint.Options
	overlays map[string][]byte
	told     map[string][]string
	stale    []string
	dirs     []string // of the last update
}

func openSession(t testing.TB, text string, set ...*check.Check) *session {
	t.Helper()
	if len(set) == 0 {
		set = checks.All()
	}
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(text)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &session{t: t, overlays: map[string][]byte{}, told: map[string][]string{}, options: lint.Options{Cwd: dir, Checks: set, Today: "2026-01-01"}}
	opened, u, err := lint.NewSession(t.Context(), s.options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(opened.Close)
	s.Session = opened
	s.take(u)
	return s
}

func (s *session) take(u *lint.Update) {
	s.dirs, s.stale = u.Dirs, u.Stale
	for _, dir := range u.Dirs {
		delete(s.told, dir)
	}
	for _, f := range u.Result.Findings {
		dir := path.Dir(f.Place.Filename)
		s.told[dir] = append(s.told[dir], tellFinding(f))
	}
}

func tellFinding(f lint.Finding) string {
	return fmt.Sprintf("%v %s %s %v %v", f.Place, f.Check.Name, f.Message, f.Instances, f.Related)
}

func (s *session) change(name, text string) {
	s.t.Helper()
	s.overlays[name] = []byte(text)
	u, err := s.Change(s.t.Context(), s.overlays, name)
	if err != nil {
		s.t.Fatal(err)
	}
	s.take(u)
}

// fresh is what a lint of the same texts from the start says.
func (s *session) fresh() map[string][]string {
	s.t.Helper()
	o := s.options
	o.Overlays = s.overlays
	r, err := lint.Run(s.t.Context(), o)
	if err != nil {
		s.t.Fatal(err)
	}
	told := map[string][]string{}
	for _, f := range r.Findings {
		dir := path.Dir(f.Place.Filename)
		told[dir] = append(told[dir], tellFinding(f))
	}
	return told
}

func (s *session) same() {
	s.t.Helper()
	want := s.fresh()
	for _, dir := range []string{".", "live", "other", "modules/group", "modules/new", "alone"} {
		if !slices.Equal(s.told[dir], want[dir]) {
			s.t.Errorf("%s: told\n  %s\nwant\n  %s", dir, strings.Join(s.told[dir], "\n  "), strings.Join(want[dir], "\n  "))
		}
	}
}

func TestSessionTellsWhatAChangeTouches(t *testing.T) {
	t.Parallel()
	s := openSession(t, workspace)
	s.same()
	s.change("live/more.tf", "resource \"aws_db_instance\" \"d\" {\n  storage_encrypted = true\n}\n")
	if got := strings.Join(s.dirs, " "); got != "live modules/group" {
		t.Errorf("the update speaks of %s", got)
	}
	s.same()
	s.change("live/main.tf", "module \"group\" {\n  source = \"../modules/new\"\n  cidrs = []\n}\n")
	s.same()
	s.change("modules/new/main.tf", "variable \"cidrs\" {}\nresource \"aws_db_instance\" \"d\" {\n  publicly_accessible = true\n}\n")
	if !slices.Contains(s.dirs, "live") {
		t.Error("the caller of a module that has come is not linted again")
	}
	s.same()
	s.change("other/main.tf", "")
	s.same()
	s.change("live/terraform.tfvars", "cidr = \"0.0.0.0/0\"\n")
	s.same()
}

// A file that is being typed does not take away what others see in it, and nothing is said of its own places.
func TestSessionKeepsWhatABrokenFileWas(t *testing.T) {
	t.Parallel()
	s := openSession(t, workspace)
	whole := strings.Join(s.told["modules/group"], "\n")
	if !strings.Contains(whole, "ssh-open") {
		t.Fatal("the module's group is closed")
	}
	s.change("other/main.tf", "module \"group\" {\n  source = \"../modules/group\"\n  cidrs  = [\"0.0.0.0/0\n")
	if got := strings.Join(s.told["modules/group"], "\n"); got != whole {
		t.Errorf("while the caller is broken:\n%s\nwant\n%s", got, whole)
	}
	if !slices.Equal(s.stale, []string{"other/main.tf"}) {
		t.Errorf("stale: %v", s.stale)
	}
	s.change("other/main.tf", "module \"group\" {\n  source = \"../modules/group\"\n  cidrs  = [\"10.0.0.0/8\"]\n}\n")
	s.same()
	if strings.Contains(strings.Join(s.told["modules/group"], "\n"), "ssh-open") {
		t.Error("the repaired caller is not seen")
	}
}

// Whatever is edited, in whatever order, a session says what a lint from the start does.
func TestSessionIsALintOfTheSameTexts(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	s := openSession(t, workspace)
	lines := []string{
		"resource \"aws_db_instance\" \"d%d\" {\n  storage_encrypted = false\n}\n",
		"resource \"aws_ebs_volume\" \"v%d\" {\n  encrypted = var.encrypted\n}\n",
		"variable \"encrypted\" {\n  default = false\n}\n", "variable \"cidrs\" {\n  default = [\"0.0.0.0/0\"]\n}\n", "variable \"cidr\" {}\n",
		"module \"group%d\" {\n  source = \"../modules/group\"\n  cidrs  = [\"0.0.0.0/0\"]\n}\n",
		"module \"new%d\" {\n  source = \"../modules/new\"\n}\n",
		"resource \"aws_security_group\" \"g%d\" {\n  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = \"tcp\"\n    cidr_blocks = var.cidrs\n  }\n}\n",
		"# demarc:ignore *: a test\n", "locals {\n  a%d = 1\n}\n",
	}
	files := []string{"live/main.tf", "live/more.tf", "live/override.tf", "other/main.tf", "modules/group/main.tf", "modules/new/main.tf", "alone/main.tf", "alone/x.tf", "live/a.auto.tfvars"}
	for range 60 {
		name := files[random.IntN(len(files))]
		var text strings.Builder
		for i := range random.IntN(4) {
			line := lines[random.IntN(len(lines))]
			if strings.Contains(line, "%d") {
				line = fmt.Sprintf(line, i)
			}
			text.WriteString(line)
		}
		if strings.HasSuffix(name, ".tfvars") {
			text.Reset()
			fmt.Fprintf(&text, "encrypted = %v\n", random.IntN(2) == 0)
		}
		s.change(name, text.String())
		s.same()
		if t.Failed() {
			t.Fatalf("after %s became\n%s", name, text.String())
		}
	}
}

// BenchmarkSession changes one file of a module of 50, in a workspace of 1,000 files.
func BenchmarkSession(b *testing.B) {
	var text strings.Builder
	write := func(name string, i int) {
		fmt.Fprintf(&text, "-- %s --\nresource \"aws_sqs_queue\" \"q%d\" {\n  name = \"q\"\n}\nresource \"aws_s3_bucket\" \"b%d\" {\n  bucket = \"b-%d\"\n}\nresource \"aws_security_group\" \"g%d\" {\n  ingress {\n    from_port = 443\n    to_port = 443\n    protocol = \"tcp\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }\n}\n", name, i, i, i, i)
	}
	for i := range 50 {
		write(fmt.Sprintf("edited/f%d.tf", i), i)
	}
	for i := range 950 {
		write(fmt.Sprintf("other%d/f%d.tf", i/10, i), i)
	}
	recommended, err := check.Select(checks.All(), nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	for name, set := range map[string][]*check.Check{"recommended": recommended, "all": checks.All()} {
		b.Run(name, func(b *testing.B) { benchmarkSession(b, text.String(), set) })
	}
}

func benchmarkSession(b *testing.B, workspace string, set []*check.Check) {
	s := openSession(b, workspace, set...)
	i := 0
	var took []time.Duration
	for b.Loop() {
		i++
		began := time.Now()
		s.overlays["edited/f7.tf"] = fmt.Appendf(nil, "resource \"aws_db_instance\" \"d%d\" {\n  storage_encrypted = false\n}\n", i)
		u, err := s.Change(b.Context(), s.overlays, "edited/f7.tf")
		if err != nil || len(u.Dirs) != 1 || len(u.Result.Findings) == 0 {
			b.Fatal(err, u.Dirs)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// FuzzSession edits texts in any places, which breaks them more often than not; whenever all of them parse, a session says what a lint from the start does.
func FuzzSession(f *testing.F) {
	f.Add([]byte{0, 10, 5, 1, 3, 0, 0, 2, 9, 0, 0, 4})
	f.Add([]byte{3, 0, 0, 3, 3, 0, 200, 6, 0, 40, 0, 5, 0, 40, 30, 6})
	names := []string{"live/main.tf", "live/more.tf", "other/main.tf", "modules/group/main.tf", "modules/new/main.tf"}
	pieces := []string{
		"", "}\n", "[\"0.0.0.0/0\"]", "resource \"aws_ebs_volume\" \"v\" {\n  encrypted = false\n}\n", "module \"n\" {\n  source = \"../modules/new\"\n}\n",
		"variable \"cidrs\" {\n  default = [\"0.0.0.0/0\"]\n}\n", "\n", "\"", "# demarc:ignore *: test\n", "/*", "*/", "\xff", "${", "  count = 0\n", "module \"up\" {\n  source = \"../../live\"\n  count = 0\n}\n",
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s := openSession(t, workspace)
		texts := map[string]string{}
		for _, file := range txtar.Parse([]byte(workspace)).Files {
			texts[file.Name] = string(file.Data)
		}
		for ; len(data) >= 4 && len(data) < 400; data = data[4:] {
			name := names[int(data[0])%len(names)]
			text := texts[name]
			start := int(data[1]) % (len(text) + 1)
			end := start + int(data[2])%(len(text)-start+1)
			texts[name] = text[:start] + pieces[int(data[3])%len(pieces)] + text[end:]
			s.change(name, texts[name])
			if len(s.stale) == 0 && parses(texts) {
				s.same()
			}
		}
	})
}

func parses(texts map[string]string) bool {
	for name, text := range texts {
		if _, diags := module.Parse(name, []byte(text)); diags.HasErrors() {
			return false
		}
	}
	return true
}
