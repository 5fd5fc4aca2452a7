package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgressShowsOnlyOnceTheRunHasTakenAWhile(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := &progress{out: &out, began: time.Now()}
	p.show(1, 4)
	p.clear()
	if out.Len() > 0 {
		t.Errorf("a short run shows %q", out.String())
	}
	p.began = p.began.Add(-2 * patience)
	p.show(2, 4)
	if !strings.Contains(out.String(), "2/4") {
		t.Errorf("a long run shows %q", out.String())
	}
	p.clear()
	if !strings.HasSuffix(out.String(), "\r") {
		t.Errorf("the bar is still there: %q", out.String())
	}
}
