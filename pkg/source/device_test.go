//go:build unix

package source_test

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/demarc-lint/demarc/pkg/source"
)

// To open a pipe would wait for a writer without end.
func TestReadRefusesPipes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.tf"), 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	tree := open(t, dir, nil, ".")
	done := make(chan error, 1)
	go func() {
		_, err := tree.Read("pipe.tf")
		done <- err
	}()
	select {
	case err := <-done:
		if !errors.Is(err, source.ErrNotFile) {
			t.Errorf("got %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("reading a pipe does not end")
	}
}

func TestReadRefusesDevices(t *testing.T) {
	t.Parallel()
	tree := open(t, "/dev", nil, "/dev")
	for _, name := range []string{"null", "zero"} {
		if _, err := tree.Read(name); !errors.Is(err, source.ErrNotFile) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
