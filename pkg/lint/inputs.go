package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Variables are the values that the root modules' variables are given from outside of their directories.
type Variables struct {
	Process []string          // NAME=VALUE of the process's environment, of which TF_VAR_* count; below all files
	Files   []string          // variable files, the later ones in force
	Values  map[string]string // above all files
}

// inputs are the values of one environment, by where Terraform ranks them: below and above a root's own variable files.
type inputs struct {
	environment string
	below       map[string]eval.Term
	above       map[string]eval.Term
}

func inputsOf(loader *module.Loader, o Options, r *Result) []inputs {
	envs := o.Envs
	if len(envs) == 0 {
		envs = []Environment{{}}
	}
	below := map[string]eval.Term{}
	for _, pair := range o.Variables.Process {
		if name, text, ok := strings.Cut(strings.TrimPrefix(pair, "TF_VAR_"), "="); ok && strings.HasPrefix(pair, "TF_VAR_") {
			below[name] = flagTerm("TF_VAR_"+name, text)
		}
	}
	var groups []inputs
	for _, env := range envs {
		above := map[string]eval.Term{}
		for _, file := range slices.Concat(o.Variables.Files, env.Files) {
			vars, diags := loader.Vars(loader.Tree().Name(file))
			for _, d := range diags {
				r.Diagnostics = append(r.Diagnostics, diagnostic(d))
			}
			maps.Copy(above, terms(vars))
		}
		for name, text := range o.Variables.Values {
			above[name] = flagTerm("--var "+name, text)
		}
		groups = append(groups, inputs{environment: env.Name, below: below, above: above})
	}
	return groups
}

func terms(vars map[string]module.Attr) map[string]eval.Term {
	all := map[string]eval.Term{}
	for name, a := range vars {
		all[name] = eval.NewTerm(a.Expr, nil)
	}
	return all
}

// flagTerm reads a value given on the command line: an expression where it is one of a list or map, else a text.
func flagTerm(origin, text string) eval.Term {
	at := source.Place{Filename: origin, Start: hcl.InitialPos, End: hcl.InitialPos}
	if t := strings.TrimSpace(text); strings.HasPrefix(t, "[") || strings.HasPrefix(t, "{") {
		if expr, diags := hclsyntax.ParseExpression([]byte(text), at.Filename, hcl.InitialPos); !diags.HasErrors() {
			return eval.NewTerm(expr, nil)
		}
	}
	return eval.ValueTerm(cty.StringVal(text), &at)
}

// values gives a root its variables: the process's environment, its own files, then files and flags of the run.
func (rr *rootReport) values(loader *module.Loader, m *module.Module) map[string]eval.Term {
	values := maps.Clone(rr.inputs.below)
	for _, name := range m.AutoVars {
		vars, diags := loader.Vars(name)
		rr.diagnose(diags)
		maps.Copy(values, terms(vars))
	}
	maps.Copy(values, rr.inputs.above)
	return values
}
