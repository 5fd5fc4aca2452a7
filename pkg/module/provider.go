package module

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Provider returns the source address of the provider that a local name stands for in the module: what required_providers says, else the one
// of that name. The registry's own host and namespace are left out: "aws", "google-beta", "integrations/github", "example.com/acme/web".
func (m *Module) Provider(local string) string {
	if address, ok := m.required[local]; ok {
		return address
	}
	return local
}

// ProviderType is the last part of a source address, by which a provider's resource types are called.
func ProviderType(address string) string { return address[strings.LastIndexByte(address, '/')+1:] }

// require notes the local names that terraform blocks give to providers; a later one, of an override file, wins.
func (m *Module) require() {
	for _, settings := range m.Settings {
		for _, b := range settings.Body.Blocks("required_providers") {
			for _, a := range b.Body.Attributes() {
				if address := sourceAddress(a.Expr); address != "" {
					if m.required == nil {
						m.required = map[string]string{}
					}
					m.required[a.Name] = address
				}
			}
		}
	}
}

// sourceAddress reads { source = "hashicorp/aws" }; "" where none is written, as when there is a version alone.
func sourceAddress(expr hcl.Expression) string {
	pairs, diags := hcl.ExprMap(expr)
	if diags.HasErrors() {
		return ""
	}
	for _, p := range pairs {
		key := hcl.ExprAsKeyword(p.Key)
		if key == "" {
			key, _ = Literal(p.Key)
		}
		if key == "source" {
			text, _ := Literal(p.Value)
			return shortAddress(text)
		}
	}
	return ""
}

// shortAddress makes one text of all that name the same provider; the two public registries hold the same ones.
func shortAddress(address string) string {
	address = strings.ToLower(address)
	address = strings.TrimPrefix(address, "registry.terraform.io/")
	address = strings.TrimPrefix(address, "registry.opentofu.org/")
	address = strings.TrimPrefix(address, "terraform.io/builtin/")
	address = strings.TrimPrefix(address, "hashicorp/")
	return strings.TrimPrefix(address, "opentofu/")
}
