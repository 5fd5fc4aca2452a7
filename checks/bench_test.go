package checks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// BenchmarkEstate lints estates of growing size with all checks. The metric "x-parse" is the time of a whole lint divided by that of
// hclsyntax.ParseConfig over the same files on the same cores, measured in turn in the same run; "x-parse-program" is that of the program itself, as a
// process that writes its report, and sets Go's garbage collector as it does.
func BenchmarkEstate(b *testing.B) {
	program := build(b)
	for _, files := range []int{1500, 6000, 12000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			dir := b.TempDir()
			paths := estate(b, dir, files)
			all := checks.All()
			var parsing, linting, running time.Duration
			for b.Loop() {
				start := time.Now()
				trees := parse(b, paths)
				parsed := time.Now()
				runtime.KeepAlive(trees)
				r, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all})
				if err != nil || r.Failed() || len(r.Findings) == 0 {
					b.Fatal(err, r)
				}
				linted := time.Now()
				run(b.Context(), b, program, []string{"lint", "--select", "all", dir})
				parsing, linting, running = parsing+parsed.Sub(start), linting+linted.Sub(parsed), running+time.Since(linted)
			}
			b.ReportMetric(float64(linting)/float64(parsing), "x-parse")
			b.ReportMetric(float64(running)/float64(parsing), "x-parse-program")
			b.ReportMetric(float64(parsing.Milliseconds())/float64(b.N), "parse-ms/op")
		})
	}
}

// BenchmarkOneFile lints one small file in a process that is already up.
func BenchmarkOneFile(b *testing.B) {
	dir := b.TempDir()
	write(b, filepath.Join(dir, "main.tf"), texts(b, "testdata/estate")["namespace/storage.tf"])
	all := checks.All()
	for b.Loop() {
		if _, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkModules lints configurations that are small to read and large to evaluate: a module of 50 resources called once, 1,000 times with
// equal inputs and 1,000 times with different ones; a chain of 200 modules, each handing its input on to the next; a for_each of 5,000 instances.
func BenchmarkModules(b *testing.B) {
	bench := func(name string, files map[string]string) {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			for file, text := range files {
				write(b, filepath.Join(dir, filepath.FromSlash(file)), text)
			}
			all := checks.All()
			for b.Loop() {
				if r, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all}); err != nil || r.Failed() || len(r.Findings) == 0 {
					b.Fatal(err, r.Diagnostics)
				}
			}
		})
	}
	fifty := repeat(50, func(i int) string {
		return fmt.Sprintf("resource \"aws_sqs_queue\" \"q%d\" {\n  name = \"${var.name}-%d\"\n}\n", i, i)
	})
	named := "variable \"name\" {\n  type = string\n}\n"
	bench("called=1", map[string]string{"main.tf": call("m", "name = \"x\""), "m/main.tf": named + fifty})
	bench("called=1000/equal", map[string]string{"main.tf": call("m", "count = 1000\n  name = \"x\""), "m/main.tf": named + fifty})
	bench("called=1000/different", map[string]string{"main.tf": call("m", "count = 1000\n  name = \"x-${count.index}\""), "m/main.tf": named + fifty})
	chain := map[string]string{"main.tf": call("m0", "name = \"x\"")}
	for i := range 200 {
		next := named + "resource \"aws_sqs_queue\" \"q\" {\n  name = var.name\n}\n"
		if i < 199 {
			next += strings.ReplaceAll(call(fmt.Sprintf("m%d", i+1), "name = var.name"), "./m", "../m")
		}
		chain[fmt.Sprintf("m%d/main.tf", i)] = next
	}
	bench("chain=200", chain)
	bench("for_each=5000", map[string]string{"main.tf": "resource \"aws_sqs_queue\" \"q\" {\n  for_each = toset([for pair in setproduct(range(5), range(1000)) : \"queue-${pair[0]}-${pair[1]}\"])\n  name = each.key\n}\n"})
}

func call(name, arguments string) string {
	return fmt.Sprintf("module %q {\n  source = \"./%s\"\n  %s\n}\n", name, name, arguments)
}

func repeat(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
	}
	return b.String()
}

// parse is the yardstick: read and parse, on all cores, and keep the trees.
func parse(b *testing.B, paths []string) []*hcl.File {
	b.Helper()
	trees := make([]*hcl.File, len(paths))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				data, err := os.ReadFile(paths[i])
				if err != nil {
					b.Error(err)
					continue
				}
				trees[i], _ = hclsyntax.ParseConfig(data, paths[i], hcl.InitialPos)
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	wg.Wait()
	return trees
}
