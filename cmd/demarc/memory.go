package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// What a run takes at most, as far as collecting garbage sooner can bring it about: the collector would let a heap that is all in use double.
const (
	memoryLimit = 440 << 20
	mostInUse   = 300 << 20 // beyond this, collecting so often would take more time than the memory is worth
)

// limitMemory makes the collector keep to the limit as long as so little is in use. It looks after each collection, which a value that nobody
// keeps tells of.
func limitMemory() {
	limit := int64(memoryLimit)
	if inUse() > mostInUse {
		limit = math.MaxInt64
	}
	debug.SetMemoryLimit(limit)
	type tick struct{ _ *byte }
	runtime.SetFinalizer(&tick{}, func(*tick) { limitMemory() })
}

// inUse is how many bytes of the heap the last collection found in use.
func inUse() uint64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return live[0].Value.Uint64()
}
