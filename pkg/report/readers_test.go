package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// Reports are read here by the programs that they are written for. Where one is not installed its test is skipped, but for CI, where .ci/run
// installs them.

// program finds one of the names in the path.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	absent(t, names[0]+" is not installed")
	return ""
}

func absent(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(what + "; .ci/run installs what tests need")
	}
	t.Skip(what)
}

func run(t *testing.T, stdin, name string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	var out, problems bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &problems
	err = cmd.Run()
	return out.String(), problems.String(), err
}

// reported are results that a reader should take, by the names of their files.
func reported() map[string]*lint.Result {
	all := full(estate())
	for _, text := range attacks() {
		r := attacked(text)
		all.Findings = append(all.Findings, r.Findings...)
		all.Undetermined = append(all.Undetermined, r.Undetermined...)
		all.Diagnostics = append(all.Diagnostics, r.Diagnostics...)
	}
	return map[string]*lint.Result{"full": full(estate()), "hostile": hostile(), "empty": {}, "all": all}
}

// save writes each result in that format into a directory, and returns the files.
func save(t *testing.T, format, suffix string) []string {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for name, r := range reported() {
		file := filepath.Join(dir, name+suffix)
		if err := os.WriteFile(file, []byte(write(t, format, r, options(estate()))), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// Microsoft's validator knows the format's rules and those by which GitHub takes a report in.
func TestSARIFReader(t *testing.T) {
	t.Parallel()
	multitool := program(t, "Sarif.Multitool")
	args := append([]string{"validate", "--rule-kind", "Sarif;Ghas"}, save(t, "sarif", ".sarif")...)
	out, stderr, err := run(t, "", multitool, args...)
	if err != nil || !strings.Contains(out, "Done. 4 files scanned.") {
		t.Fatalf("%v: %s%s", err, out, stderr)
	}
	for _, found := range regexp.MustCompile(`(?m)^.*: (error|warning) .*$`).FindAllString(out, -1) {
		t.Error(found)
	}
}

func TestReviewdogReads(t *testing.T) {
	t.Parallel()
	reviewdog := program(t, "reviewdog")
	for format, want := range map[string]int{"rdjson": 9, "sarif": 5, "checkstyle": 9} {
		out, stderr, err := run(t, write(t, format, full(estate()), options(estate())), reviewdog, "-f="+format, "-reporter=local", "-filter-mode=nofilter", "-fail-level=none")
		if lines := strings.Count(out, "\n"); err != nil || lines != want {
			t.Errorf("%s: %v: %d lines, want %d: %s%s", format, err, lines, want, out, stderr)
		}
		for name, r := range reported() {
			if _, stderr, err := run(t, write(t, format, r, options(estate())), reviewdog, "-f="+format, "-reporter=local", "-filter-mode=nofilter", "-fail-level=none"); err != nil {
				t.Errorf("%s of %s: %v: %s", format, name, err, stderr)
			}
		}
	}
}

// Jenkins publishes a schema of the reports that it takes.
func TestJUnitReader(t *testing.T) {
	t.Parallel()
	xmllint, schema := program(t, "xmllint"), os.Getenv("JUNIT_XSD")
	if schema == "" {
		absent(t, "JUNIT_XSD does not name the schema of Jenkins (junit-10.xsd)")
	}
	if out, stderr, err := run(t, "", xmllint, append([]string{"--noout", "--schema", schema}, save(t, "junit", ".xml")...)...); err != nil {
		t.Errorf("%v: %s%s", err, out, stderr)
	}
	if out, stderr, err := run(t, "", xmllint, append([]string{"--noout"}, save(t, "checkstyle", ".xml")...)...); err != nil {
		t.Errorf("checkstyle: %v: %s%s", err, out, stderr)
	}
}

// A browser runs the page's script under the page's own policy, in both colour schemes, and nothing that the input brings.
func TestBrowserReads(t *testing.T) {
	t.Parallel()
	chromium := program(t, "chromium", "chromium-browser", "google-chrome")
	flags := []string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", "--user-data-dir=" + t.TempDir()}
	shown := regexp.MustCompile(`<output id="shown">(\d+ of \d+)</output>`)
	all := reported()["all"]
	open := len(openFindings(all))
	page := filepath.Join(t.TempDir(), "all.html")
	if err := os.WriteFile(page, []byte(write(t, "html", all, options(estate()))), 0o600); err != nil {
		t.Fatal(err)
	}
	dom, stderr, err := run(t, "", chromium, append(flags, "--dump-dom", "file://"+page)...)
	if err != nil || strings.Contains(stderr, "CONSOLE") {
		t.Fatalf("%v: %s", err, stderr)
	}
	if m := shown.FindStringSubmatch(dom); m == nil || m[1] != fmt.Sprintf("%d of %d", open, open) {
		t.Errorf("the script did not run: %q for %d findings", m, open)
	}
	dom, _, err = run(t, "", chromium, append(flags, "--dump-dom", "file://"+page+"#search=reachable+net+true")...)
	if m := shown.FindStringSubmatch(dom); err != nil || m == nil || m[1] != fmt.Sprintf("1 of %d", open) || !strings.Contains(dom, "data-hidden") {
		t.Errorf("searched: %v, %q", err, m)
	}
	dark, light := brightness(t, chromium, page, append(flags, "--blink-settings=preferredColorScheme=0")), brightness(t, chromium, page, append(flags, "--blink-settings=preferredColorScheme=1"))
	if dark > 0.3 || light < 0.7 {
		t.Errorf("brightness is %.2f in the dark and %.2f in the light", dark, light)
	}
}

// brightness is that of a page's picture, from 0 to 1.
func brightness(t *testing.T, chromium, page string, flags []string) float64 {
	t.Helper()
	picture := filepath.Join(t.TempDir(), "page.png")
	if _, stderr, err := run(t, "", chromium, append(flags, "--window-size=800,600", "--screenshot="+picture, "file://"+page)...); err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	data, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	sum, bounds := 0.0, decoded.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			r, g, b, _ := decoded.At(x, y).RGBA()
			sum += float64(r+g+b) / (3 * 0xffff)
		}
	}
	return sum / float64(bounds.Dx()*bounds.Dy())
}

// What GitLab's schemas demand, in our words, since GitLab offers them in no package: code quality wants unique fingerprints, relative paths and
// its own severities; a SAST report of version 15 wants its times without zone, names of at most 255 characters, and an identifier each.
func TestGitLabDemands(t *testing.T) {
	t.Parallel()
	for name, r := range reported() {
		var issues []gitlabIssue
		if err := json.Unmarshal([]byte(write(t, "gitlab", r, options(estate()))), &issues); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, i := range issues {
			if i.Description == "" || i.CheckName == "" || i.Fingerprint == "" || seen[i.Fingerprint] || i.Location.Path == "" || i.Location.Lines.Begin < 1 ||
				!strings.Contains(" info minor major critical blocker ", " "+i.Severity+" ") {
				t.Errorf("%s: GitLab drops %+v", name, i)
			}
			seen[i.Fingerprint] = true
		}
		if schemaErrors := sastErrors(t, write(t, "gitlab-sast", r, options(estate()))); schemaErrors != "" {
			t.Errorf("%s: %s", name, schemaErrors)
		}
	}
}
