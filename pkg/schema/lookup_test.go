package schema

import (
	"slices"
	"sync"
	"testing"
)

func TestLookupOfWhatIsNotThere(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "_", "aws", "aws_", "aws_db_instanc", "zzz_thing", "google-beta_thing"} {
		if Lookup(Resource, name) != nil {
			t.Errorf("%q has a schema", name)
		}
	}
	if Lookup(Data, "aws_db_subnet") != nil || Lookup(kinds, "aws_instance") != nil || Lookup(-1, "aws_instance") != nil {
		t.Error("a wrong kind has a schema")
	}
}

func TestBetaTypesAreGoogles(t *testing.T) {
	t.Parallel()
	if Lookup(Resource, "google_project_service_identity") == nil {
		t.Error("a type that only the beta provider has is missing")
	}
	if Lookup(ProviderBlock, "google") == nil || Lookup(ProviderBlock, "google-beta") == nil {
		t.Error("a provider block is missing")
	}
}

func TestProvider(t *testing.T) {
	t.Parallel()
	if name, version := Provider("aws_instance"); name != "aws" || version == "" {
		t.Errorf("got %q %q", name, version)
	}
	if name, version := Provider("zzz_thing"); name != "" || version != "" {
		t.Errorf("got %q %q", name, version)
	}
}

func TestTypesAreSorted(t *testing.T) {
	t.Parallel()
	resources := Types(Resource)
	if !slices.IsSorted(resources) || len(resources) < 3000 {
		t.Errorf("%d types", len(resources))
	}
	if !slices.Contains(Types(ProviderBlock), "azurerm") {
		t.Error("no provider block of azurerm")
	}
	if Types(kinds) != nil {
		t.Error("types of no kind")
	}
}

func TestEveryListedProviderHasItsFile(t *testing.T) {
	t.Parallel()
	for _, provider := range providers() {
		if name, _ := Provider(provider); name != provider {
			t.Errorf("the file of %s is of %q", provider, name)
		}
	}
}

func TestLookupFromManyGoroutinesGivesOneBlock(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	got := make([]*Block, 8)
	for i := range got {
		all.Go(func() {
			got[i] = Lookup(Resource, "aws_ecs_task_definition")
			got[i].Type()
		})
	}
	all.Wait()
	for _, b := range got {
		if b == nil || b != got[0] {
			t.Fatal("different blocks")
		}
	}
}

func BenchmarkFirstLookup(b *testing.B) {
	for _, name := range []string{"aws_security_group", "aws_instance", "aws_s3_bucket", "aws_wafv2_web_acl"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if open(awsFile).find(Resource, name) == nil {
					b.Fatal("not found")
				}
			}
		})
	}
}

func BenchmarkLaterLookup(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Lookup(Resource, "aws_instance")
	}
}

func BenchmarkType(b *testing.B) {
	for b.Loop() {
		open(awsFile).find(Resource, "aws_instance").Type()
	}
}
