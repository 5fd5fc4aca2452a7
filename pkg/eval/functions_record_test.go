package eval

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// recordGolden asks terraform for all that the golden says of it, and writes the golden anew.
func recordGolden(t *testing.T, g *golden) {
	t.Helper()
	if _, err := exec.LookPath("terraform"); err != nil {
		t.Skip("there is no terraform on the PATH to record from")
	}
	for batch := range slices.Chunk(g.entries(), 100) {
		recordBatch(t, batch)
	}
	for _, entry := range g.entries() {
		if entry.reason != "" {
			entry.ours = strings.Split(evaluate(entry.expression, nil), "\n")
		}
	}
	if err := g.write(goldenFile); err != nil {
		t.Fatal(err)
	}
}

// recordBatch first asks which expressions are errors, since one would spoil the answer for all.
func recordBatch(t *testing.T, batch []*entry) {
	t.Helper()
	fails := console(t, object(batch, "can(%s)"))
	values := attributes(fails, `(?m)^  "e(\d+)" = `, 2)
	var good []*entry
	for i, entry := range batch {
		entry.terraform = []string{"error"}
		if values[i] != "false" {
			good = append(good, entry)
		}
	}
	values = attributes(console(t, object(good, "%s")), `(?m)^  "e(\d+)" = `, 2)
	types := attributes(console(t, "type("+object(good, "%s")+")"), `(?m)^    e(\d+): `, 4)
	for i, entry := range good {
		ty := strings.TrimSuffix(strings.Join(strings.Fields(types[i]), ""), ",")
		ty = strings.ReplaceAll(ty, ",)", ")")
		entry.terraform = append(strings.Split(values[i], "\n"), ": "+ty)
	}
}

func object(batch []*entry, format string) string {
	var out strings.Builder
	for i, entry := range batch {
		fmt.Fprintf(&out, "e%d = "+format+", ", i, entry.expression)
	}
	return "{" + out.String() + "}"
}

// attributes are the values of the attributes e0, e1 ... as written, without the given indentation.
func attributes(text, head string, indentation int) map[int]string {
	text = text[strings.Index(text, "\n")+1 : strings.LastIndex(text, "\n")]
	heads := regexp.MustCompile(head).FindAllStringSubmatchIndex(text, -1)
	found := map[int]string{}
	for i, match := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0] - 1
		}
		var number int
		fmt.Sscan(text[match[2]:match[3]], &number)
		found[number] = strings.ReplaceAll(text[match[1]:end], "\n"+strings.Repeat(" ", indentation), "\n")
	}
	return found
}

// console is the answer of `terraform console`, run beside the files that expressions read.
func console(t *testing.T, expression string) string {
	t.Helper()
	here, err := filepath.Abs(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("terraform", "console", "-no-color")
	cmd.Dir = here
	cmd.Stdin = strings.NewReader(expression + "\n")
	cmd.Env = append(os.Environ(), "TF_DATA_DIR="+t.TempDir(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", expression, err, out)
	}
	return strings.ReplaceAll(strings.TrimSpace(string(out)), here, "$HERE")
}
