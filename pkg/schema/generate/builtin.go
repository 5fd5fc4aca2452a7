package main

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// builtin describes the provider that is part of Terraform itself, which no package does.
func builtin() schema.Definitions {
	anything, text := cty.DynamicPseudoType, cty.String
	return schema.Definitions{
		schema.Resource: {"terraform_data": {Attributes: map[string]*schema.Attribute{
			"id":               {Type: text, Computed: true},
			"input":            {Type: anything, Optional: true},
			"output":           {Type: anything, Computed: true},
			"triggers_replace": {Type: anything, Optional: true},
		}}},
		schema.Data: {"terraform_remote_state": {Attributes: map[string]*schema.Attribute{
			"backend":   {Type: text, Required: true},
			"config":    {Type: anything, Optional: true},
			"defaults":  {Type: anything, Optional: true},
			"outputs":   {Type: anything, Computed: true},
			"workspace": {Type: text, Optional: true},
		}}},
	}
}
