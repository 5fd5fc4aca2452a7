package lint

import (
	"context"
	"fmt"
)

// interrupted says that the context ended before all was linted: what was found until then is in the result all the same.
func (r *Result) interrupted(ctx context.Context, reports []*rootReport) {
	if ctx.Err() == nil {
		return
	}
	done := 0
	for _, rr := range reports {
		if rr.done {
			done++
		}
	}
	r.Diagnostics = append(r.Diagnostics, Diagnostic{
		Severity: Error, Summary: "Interrupted",
		Detail: fmt.Sprintf("%d of %d root modules were linted to the end; there may be more findings.", done, len(reports)),
	})
}
