package syntax

import "github.com/hashicorp/hcl/v2/hclsyntax"

// Quick is Parse without hclsyntax: nil for what it leaves to that.
func Quick(data []byte) *hclsyntax.Body { return quick(data, "x.tf") }
