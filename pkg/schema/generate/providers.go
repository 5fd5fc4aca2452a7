package main

// providers lists the embedded providers and the packages that describe them.
func providers() []provider {
	return []provider{
		{name: "aws", pkg: "@cdktn/provider-aws@24.1.0"},
	}
}
