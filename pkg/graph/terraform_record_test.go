package graph

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// recordPlan writes what terraform plans into the archive.
func recordPlan(t *testing.T, file string, archive *txtar.Archive) {
	t.Helper()
	if _, err := exec.LookPath("terraform"); err != nil {
		t.Skip("there is no terraform on the PATH to record from")
	}
	dir := unpack(t, archive)
	terraform(t, dir, "init", "-input=false")
	terraform(t, dir, "plan", "-input=false", "-out=plan")
	var p plan
	decoder := json.NewDecoder(strings.NewReader(terraform(t, dir, "show", "-json", "plan")))
	decoder.UseNumber()
	if err := decoder.Decode(&p); err != nil {
		t.Fatal(err)
	}
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == plannedFile })
	archive.Files = append(archive.Files, txtar.File{Name: plannedFile, Data: []byte(p.lines())})
	if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
		t.Fatal(err)
	}
}

func terraform(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("terraform", append(args, "-no-color")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	out, err := cmd.Output()
	if err != nil {
		complaint := ""
		exit := &exec.ExitError{}
		if errors.As(err, &exit) {
			complaint = string(exit.Stderr)
		}
		t.Fatalf("terraform %s: %v\n%s", strings.Join(args, " "), err, complaint)
	}
	return string(out)
}

// plan is the part of `terraform show -json` that is compared.
type plan struct {
	ResourceChanges []struct {
		Address, Mode, Type string
		Change              change
	} `json:"resource_changes"`
	OutputChanges map[string]change `json:"output_changes"`
	PlannedValues struct {
		Outputs map[string]struct{ Type json.RawMessage }
	} `json:"planned_values"`
	Configuration struct {
		RootModule struct {
			Outputs map[string]any
		} `json:"root_module"`
	}
}

type change struct {
	After     any
	Unknown   any `json:"after_unknown"`
	Sensitive any `json:"after_sensitive"`
}

func (p plan) lines() string {
	lines := map[string]string{}
	for _, r := range p.ResourceChanges {
		if r.Mode != "managed" || r.Type != "terraform_data" {
			continue
		}
		for _, arg := range []string{"input", "triggers_replace"} {
			lines[r.Address+"."+arg] = writePlanned(at(r.Change.After, arg), at(r.Change.Unknown, arg), at(r.Change.Sensitive, arg))
		}
	}
	for name := range p.Configuration.RootModule.Outputs {
		lines["output."+name] = "null" // a change from null to null is none
	}
	for name, c := range p.OutputChanges {
		lines["output."+name] = writePlanned(c.After, c.Unknown, c.Sensitive)
	}
	for name, o := range p.PlannedValues.Outputs {
		if o.Type != nil && lines["output."+name] != "null" { // null has none in the plan
			lines["type of output."+name] = compact(o.Type)
		}
	}
	var all strings.Builder
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&all, "%s = %s\n", key, lines[key])
	}
	return all.String()
}

// writePlanned writes a value like writeValue, of the three shapes that the plan gives it.
func writePlanned(after, unknown, sensitive any) string {
	if sensitive == true {
		return "sensitive(" + writePlanned(after, unknown, false) + ")"
	}
	if unknown == true {
		return afterApply
	}
	var elements []string
	switch v := after.(type) {
	case []any:
		for i, el := range v {
			elements = append(elements, writePlanned(el, element(unknown, i), element(sensitive, i)))
		}
		return "[" + strings.Join(elements, ",") + "]"
	case map[string]any:
		keys := maps.Clone(v)
		if more, ok := unknown.(map[string]any); ok {
			maps.Copy(keys, more) // what is not known is not among the values
		}
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			elements = append(elements, jsonText(key)+":"+writePlanned(v[key], at(unknown, key), at(sensitive, key)))
		}
		return "{" + strings.Join(elements, ",") + "}"
	}
	return jsonText(after)
}

func at(v any, key string) any {
	object, _ := v.(map[string]any)
	return object[key]
}

func element(v any, i int) any {
	if list, ok := v.([]any); ok && i < len(list) {
		return list[i]
	}
	return nil
}

func jsonText(v any) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSuffix(text.String(), "\n")
}

// compact drops the spaces of a type, whose attributes Terraform writes in order of name.
func compact(raw json.RawMessage) string {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return err.Error()
	}
	return jsonText(v)
}
