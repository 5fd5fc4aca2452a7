package main

// providers lists the embedded providers and the packages that describe them. Many stacks stay at the major version before the newest
// for years; what that one alone has is no misspelling.
func providers() []provider {
	return []provider{
		{name: "archive", pkg: "@cdktn/provider-archive@14.0.1"},
		{name: "aws", pkg: "@cdktn/provider-aws@24.1.0", earlier: "@cdktf/provider-aws@19.65.1"},
		{name: "azuread", pkg: "@cdktf/provider-azuread@14.3.1"},
		{name: "azurerm", pkg: "@cdktn/provider-azurerm@16.1.0", earlier: "@cdktf/provider-azurerm@12.27.0"},
		{name: "external", pkg: "@cdktf/provider-external@11.0.1"},
		{name: "github", pkg: "@cdktf/provider-github@15.3.1"},
		// A resource may ask for either of Google's two providers: the one file holds what any of them takes.
		{
			name: "google", pkg: "@cdktf/provider-google@16.12.1", also: "@cdktf/provider-google-beta@16.12.1",
			earlier: "@cdktf/provider-google@13.32.1",
		},
		{name: "helm", pkg: "@cdktf/provider-helm@12.1.2"},
		{name: "http", pkg: "@cdktf/provider-http@10.0.1"},
		{name: "kubernetes", pkg: "@cdktf/provider-kubernetes@12.1.1"},
		{name: "local", pkg: "@cdktf/provider-local@11.1.1"},
		{name: "null", pkg: "@cdktf/provider-null@11.0.1"},
		{name: "random", pkg: "@cdktn/provider-random@15.0.1"},
		{name: "template", pkg: "@cdktf/provider-template@10.0.1"},
		{name: "terraform", version: "1.4"}, // the first with terraform_data
		{name: "time", pkg: "@cdktf/provider-time@11.0.1"},
		{name: "tls", pkg: "@cdktf/provider-tls@11.0.1"},
	}
}
