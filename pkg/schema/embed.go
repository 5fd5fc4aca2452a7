package schema

import _ "embed"

var (
	//go:embed data/archive.bin
	archiveFile string

	//go:embed data/aws.bin
	awsFile string

	//go:embed data/azuread.bin
	azureadFile string

	//go:embed data/azurerm.bin
	azurermFile string

	//go:embed data/external.bin
	externalFile string

	//go:embed data/github.bin
	githubFile string

	//go:embed data/google.bin
	googleFile string

	//go:embed data/helm.bin
	helmFile string

	//go:embed data/http.bin
	httpFile string

	//go:embed data/kubernetes.bin
	kubernetesFile string

	//go:embed data/local.bin
	localFile string

	//go:embed data/null.bin
	nullFile string

	//go:embed data/random.bin
	randomFile string

	//go:embed data/template.bin
	templateFile string

	//go:embed data/terraform.bin
	terraformFile string

	//go:embed data/time.bin
	timeFile string

	//go:embed data/tls.bin
	tlsFile string
)

// providers lists those with an embedded file.
func providers() []string {
	return []string{
		"archive", "aws", "azuread", "azurerm", "external", "github", "google", "helm", "http", "kubernetes", "local",
		"null", "random", "template", "terraform", "time", "tls",
	}
}

// file is the embedded file of a provider.
func file(provider string) (data string, ok bool) {
	switch provider {
	case "archive":
		return archiveFile, true
	case "aws":
		return awsFile, true
	case "azuread":
		return azureadFile, true
	case "azurerm":
		return azurermFile, true
	case "external":
		return externalFile, true
	case "github":
		return githubFile, true
	case "google":
		return googleFile, true
	case "helm":
		return helmFile, true
	case "http":
		return httpFile, true
	case "kubernetes":
		return kubernetesFile, true
	case "local":
		return localFile, true
	case "null":
		return nullFile, true
	case "random":
		return randomFile, true
	case "template":
		return templateFile, true
	case "terraform":
		return terraformFile, true
	case "time":
		return timeFile, true
	case "tls":
		return tlsFile, true
	}
	return "", false
}
