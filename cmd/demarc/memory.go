package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How the program trades memory for time. What a lint keeps is little beside what it drops on the way, so that garbage may wait as long as it is small;
// where much is in use, the collector would let the heap double.
const (
	ample       = 256 << 20 // bytes that the heap may grow to before garbage is looked for, up to five times what is in use
	memoryLimit = 440 << 20 // bytes that a run takes at most, as far as collecting garbage sooner can bring it about
	mostInUse   = 300 << 20 // bytes beyond which collecting that often would take more time than the memory is worth
)

// pace sets the collector to what is in use, and again after each collection, which a value that nobody keeps tells of. What the environment says
// of the collector is left alone.
func pace() {
	live := inUse()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth(live))
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit(live))
	}
	type tick struct{ _ *byte }
	runtime.SetFinalizer(&tick{}, func(*tick) { pace() })
}

// growth is how much the heap may grow over what is in use before it is collected, in percent of that.
func growth(live int64) int {
	if live == 0 {
		return 400
	}
	return int(min(max(100, ample*100/live-100), 400))
}

func limit(live int64) int64 {
	if live > mostInUse {
		return math.MaxInt64
	}
	return memoryLimit
}

// inUse is how many bytes of the heap the last collection found in use.
func inUse() int64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return int64(min(live[0].Value.Uint64(), math.MaxInt64))
}
