package main

import (
	"math"
	"testing"
)

func TestPace(t *testing.T) {
	t.Parallel()
	const mega = 1 << 20
	for _, test := range []struct {
		live   int64
		growth int
		limit  int64
	}{
		{0, patience, memoryLimit}, // before the first collection
		{290 * mega, patience, memoryLimit},
		{310 * mega, 100, math.MaxInt64}, // the limit would have it collected all the time
	} {
		if got := growth(test.live); got != test.growth {
			t.Errorf("growth(%d MB) = %d, want %d", test.live/mega, got, test.growth)
		}
		if got := limit(test.live); got != test.limit {
			t.Errorf("limit(%d MB) = %d, want %d", test.live/mega, got, test.limit)
		}
	}
}
