package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How the program trades memory for time. What a lint keeps is little beside what it drops on the way, so that garbage may wait until the heap is five
// times what is in use, or at the limit.
const (
	patience    = 400       // percent of what is in use that the heap may grow before it is collected
	memoryLimit = 440 << 20 // bytes that a run takes at most, as far as collecting garbage sooner can bring it about
	mostInUse   = 300 << 20 // bytes in use beyond which that would take more time than the memory is worth
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

func growth(live int64) int {
	if live > mostInUse {
		return 100 // Go's own
	}
	return patience
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
