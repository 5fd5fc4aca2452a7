package source

import "github.com/hashicorp/hcl/v2"

// Place is a range in a file: what a finding points at. It is hcl.Range: Filename with
// forward slashes as the run names it, 1-based lines and columns (grapheme clusters), and 0-based byte offsets,
// which are the truth; the end is exclusive.
type Place = hcl.Range
