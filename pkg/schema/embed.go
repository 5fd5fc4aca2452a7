package schema

import _ "embed"

//go:embed data/aws.bin
var awsFile string

// files are the embedded files by provider.
func files() map[string]string {
	return map[string]string{
		"aws": awsFile,
	}
}
