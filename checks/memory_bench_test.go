package checks_test

import (
	"context"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// BenchmarkMemory lints an estate with all checks. The metric "x-trees" is the most that its heap holds at a time, garbage included, divided by
// what the bare trees of the same files hold once the garbage is gone; "x-parse-peak" is by the most that the heap holds while they are parsed.
func BenchmarkMemory(b *testing.B) {
	dir := b.TempDir()
	paths := estate(b, dir, 4000)
	all := checks.All()
	for b.Loop() {
		runtime.GC()
		empty := heap()
		trees, bare := held(b, paths)
		runtime.GC()
		linted := peak(func() {
			if r, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all}); err != nil || len(r.Findings) == 0 {
				b.Fatal(err, r)
			}
		})
		b.ReportMetric(float64(linted-empty)/float64(trees-empty), "x-trees")
		b.ReportMetric(float64(linted-empty)/float64(bare-empty), "x-parse-peak")
		b.ReportMetric(float64(linted)/(1<<20), "peak-MB")
	}
}

// BenchmarkProcess runs the program itself, on one small file and on nothing.
func BenchmarkProcess(b *testing.B) {
	program := build(b)
	dir := b.TempDir()
	write(b, filepath.Join(dir, "main.tf"), texts(b, "testdata/estate")["namespace/storage.tf"])
	for name, args := range map[string][]string{"lint": {"lint", dir}, "version": {"version"}} {
		b.Run(name, func(b *testing.B) {
			var fastest time.Duration
			for b.Loop() {
				began := time.Now()
				run(b.Context(), b, program, args)
				if took := time.Since(began); fastest == 0 || took < fastest {
					fastest = took
				}
			}
			b.ReportMetric(float64(fastest.Microseconds())/1000, "fastest-ms")
		})
	}
}

// build makes the program.
func build(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "demarc")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", program, "../cmd/demarc").CombinedOutput(); err != nil {
		b.Skip("go build is needed: ", err, string(out))
	}
	return program
}

func run(ctx context.Context, b *testing.B, program string, args []string) {
	b.Helper()
	command := exec.CommandContext(ctx, program, args...)
	if out, err := command.CombinedOutput(); command.ProcessState == nil || command.ProcessState.ExitCode() > 1 {
		b.Fatal(err, string(out))
	}
}

// held is what the trees of the files hold, and the most that the heap holds while they are parsed.
func held(b *testing.B, paths []string) (trees, most uint64) {
	b.Helper()
	var files []*hcl.File
	most = peak(func() { files = parse(b, paths) })
	runtime.GC()
	trees = heap()
	runtime.KeepAlive(files)
	return trees, most
}

// peak is the most that the heap holds while work is done, as far as one can see by looking often.
func peak(work func()) uint64 {
	done := make(chan struct{})
	most := make(chan uint64)
	go func() {
		highest := heap()
		for {
			select {
			case <-done:
				most <- max(highest, heap())
				return
			case <-time.After(time.Millisecond):
				highest = max(highest, heap())
			}
		}
	}()
	work()
	close(done)
	return <-most
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
