package schema

import "testing"

func TestSuggest(t *testing.T) {
	t.Parallel()
	candidates := []string{"storage_encrypted", "storage_type", "kms_key_id", "id", "tags"}
	for name, want := range map[string]string{
		"storage_encryptd":  "storage_encrypted",
		"storage_encypred":  "storage_encrypted",
		"kms_key":           "",
		"kms_keyid":         "kms_key_id",
		"tag":               "tags",
		"ad":                "id",
		"publicly_acessibl": "",
		"":                  "",
		"zz":                "",
	} {
		if got := Suggest(name, candidates); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
	if got := Suggest("ab", []string{"ac", "ad"}); got != "ac" {
		t.Errorf("of equally near ones the first wins, got %q", got)
	}
	if got := Suggest("aws_db_instence", Types(Resource)); got != "aws_db_instance" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkSuggest(b *testing.B) {
	candidates := Types(Resource)
	for b.Loop() {
		Suggest("aws_db_instence", candidates)
	}
}
