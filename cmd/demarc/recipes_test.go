package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
)

// recipe reads one document of a YAML file.
func recipe(t *testing.T, text string) cty.Value {
	t.Helper()
	typ, err := ctyyaml.ImpliedType([]byte(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	v, err := ctyyaml.Unmarshal([]byte(text), typ)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func text(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../..", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// steps are the scripts of the action, by the names of their steps.
func steps(t *testing.T) map[string]string {
	t.Helper()
	scripts := map[string]string{}
	for _, step := range recipe(t, text(t, "action.yml")).GetAttr("runs").GetAttr("steps").AsValueSlice() {
		if step.Type().HasAttribute("run") {
			scripts[step.GetAttr("name").AsString()] = step.GetAttr("run").AsString()
		}
	}
	if len(scripts) != 2 {
		t.Fatalf("%d scripts", len(scripts))
	}
	return scripts
}

// gitlabScript is what the job of the GitLab template runs.
func gitlabScript(t *testing.T) string {
	t.Helper()
	_, job, _ := strings.Cut(text(t, "templates/gitlab-ci.yml"), "\n---\n")
	return recipe(t, job).GetAttr("demarc").GetAttr("script").AsValueSlice()[0].AsString()
}

// bin is a directory with this program in it, since the test's binary is demarc when called so.
func bin(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, "demarc")); err != nil {
		t.Skip("no symbolic links:", err)
	}
	return dir
}

func shell(t *testing.T, name, script, dir string, env ...string) (string, int) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name, "is not installed")
	}
	cmd := exec.CommandContext(t.Context(), path, "-e", "-c", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), append(env, "NO_COLOR=1", "PATH="+bin(t)+string(os.PathListSeparator)+os.Getenv("PATH"))...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

const openDatabase = "resource \"aws_db_instance\" \"main\" {\n  publicly_accessible = true\n}\n"

// project is a directory with that configuration in each of the paths.
func project(t *testing.T, paths ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, path := range paths {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(path)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path), []byte(openDatabase), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func wrote(t *testing.T, file, want string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), want) {
		t.Errorf("%s: %v, no %q in\n%s", filepath.Base(file), err, want, data)
	}
}

func TestActionLints(t *testing.T) {
	t.Parallel()
	dir := project(t, "a b/main.tf", "$(touch injected)/main.tf", "other/main.tf")
	temp := t.TempDir()
	output, summary := filepath.Join(temp, "output"), filepath.Join(temp, "step summary")
	env := []string{"RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + output, "GITHUB_STEP_SUMMARY=" + summary, "ANNOTATIONS=true", "SUMMARY=true", "DIFF=", "BASELINE=", "CONFIG=none"}
	out, status := shell(t, "bash", steps(t)["Lint"], dir, append(env, "PATHS=a b\n$(touch injected)\n", "FAIL_ON=high", "SARIF=demarc.sarif", "FORMATS=html=page.html\njunit=$(touch injected).xml\n")...)
	if status != 1 {
		t.Fatalf("status %d: %s", status, out)
	}
	for _, want := range []string{"::error file=a b/main.tf,line=2", "publicly_accessible = true", "::error file=$(touch injected)/main.tf"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "other/main.tf") {
		t.Errorf("lints what is not asked for:\n%s", out)
	}
	wrote(t, output, "status=1\n")
	wrote(t, summary, "## demarc: ")
	wrote(t, filepath.Join(dir, "demarc.sarif"), "aws-rds-publicly-accessible")
	wrote(t, filepath.Join(dir, "page.html"), "<!doctype html>")
	wrote(t, filepath.Join(dir, "$(touch injected).xml"), "<testsuites")
	if _, err := os.Stat(filepath.Join(dir, "injected")); err == nil {
		t.Error("an input was run")
	}

	out, status = shell(t, "bash", steps(t)["Lint"], dir, append(env, "PATHS=.", "FAIL_ON=--no-such", "SARIF=", "FORMATS=")...)
	if status != 2 || strings.Contains(out, "unbound variable") {
		t.Errorf("status %d: %s", status, out)
	}
	wrote(t, output, "status=2\n")
}

func TestGitLabJobLints(t *testing.T) {
	t.Parallel()
	dir := project(t, "a b/main.tf", "$(touch injected)/main.tf", "other/main.tf")
	out, status := shell(t, "sh", gitlabScript(t), dir, "DEMARC_PATHS=a b\n$(touch injected)", "DEMARC_FAIL_ON=low", "DEMARC_BASELINE=", "DEMARC_ONLY_NEW=false")
	if status != 1 || !strings.Contains(out, "a b/main.tf:2:25") || !strings.Contains(out, "$(touch injected)/main.tf:2:25") || strings.Contains(out, "other/main.tf") {
		t.Errorf("status %d: %s", status, out)
	}
	wrote(t, filepath.Join(dir, "gl-code-quality-report.json"), `"path": "a b/main.tf"`)
	wrote(t, filepath.Join(dir, "gl-sast-report.json"), `"vulnerabilities": [`)
	wrote(t, filepath.Join(dir, "demarc-junit.xml"), "<testsuites")
	wrote(t, filepath.Join(dir, "demarc.html"), "<!doctype html>")
	if _, err := os.Stat(filepath.Join(dir, "injected")); err == nil {
		t.Error("an input was run")
	}
}

// No script has a value written into its text.
func TestActionInterpolatesNothing(t *testing.T) {
	t.Parallel()
	for name, script := range steps(t) {
		if strings.Contains(script, "${{") {
			t.Errorf("%s: an expression is written into the script", name)
		}
	}
	if strings.Contains(gitlabScript(t), "$[[") {
		t.Error("GitLab: an input is written into the script")
	}
}

func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(name + " is not installed; .ci/run installs it")
		}
		t.Skip(name + " is not installed")
	}
	return path
}

func TestRecipesPassShellcheck(t *testing.T) {
	t.Parallel()
	shellcheck := tool(t, "shellcheck")
	scripts := map[string]string{"GitLab": "#!/bin/sh\n" + gitlabScript(t)}
	for name, script := range steps(t) {
		scripts[name] = "#!/usr/bin/env bash\n" + script
	}
	for name, script := range scripts {
		cmd := exec.CommandContext(t.Context(), shellcheck, "-")
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// examples are the YAML blocks of docs/ci.md, by the file that their first line names.
func examples(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, m := range regexp.MustCompile("(?s)```yaml\n# ([^\n]+)\n(.*?)```").FindAllStringSubmatch(text(t, "docs/ci.md"), -1) {
		all[m[1]] = append(all[m[1]], m[2])
	}
	return all
}

func TestExamplesAreYAML(t *testing.T) {
	t.Parallel()
	all := examples(t)
	for _, file := range []string{".github/workflows/demarc.yml", ".gitlab-ci.yml", "azure-pipelines.yml", ".pre-commit-config.yaml"} {
		if len(all[file]) == 0 {
			t.Errorf("no example of %s", file)
		}
		for _, example := range all[file] {
			recipe(t, example)
		}
	}
	recipe(t, text(t, ".goreleaser.yaml"))
	recipe(t, text(t, ".pre-commit-hooks.yaml"))
}

// The services publish schemas of their files; check-jsonschema brings them along.
func TestRecipesFitTheSchemas(t *testing.T) {
	t.Parallel()
	validator := tool(t, "check-jsonschema")
	all := examples(t)
	_, job, _ := strings.Cut(text(t, "templates/gitlab-ci.yml"), "\n---\n")
	for schema, recipes := range map[string][]string{
		"vendor.github-actions":   {text(t, "action.yml")},
		"vendor.github-workflows": all[".github/workflows/demarc.yml"],
		"vendor.gitlab-ci":        append(all[".gitlab-ci.yml"], job),
		"vendor.azure-pipelines":  all["azure-pipelines.yml"],
	} {
		dir := t.TempDir()
		args := []string{"--builtin-schema", schema}
		if schema == "vendor.gitlab-ci" {
			args = append(args, "--data-transform", "gitlab-ci")
		}
		for i, recipe := range recipes {
			file := filepath.Join(dir, string(rune('a'+i))+".yml")
			if err := os.WriteFile(file, []byte(recipe), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
		if out, err := exec.CommandContext(t.Context(), validator, args...).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", schema, out)
		}
	}
}

// The workflows of docs/ci.md pass actionlint, which knows the inputs of the action when it is a local one.
func TestExamplesPassActionlint(t *testing.T) {
	t.Parallel()
	actionlint := tool(t, "actionlint")
	dir := t.TempDir()
	workflows := filepath.Join(dir, ".github", "workflows")
	for _, d := range []string{workflows, filepath.Join(dir, ".git"), filepath.Join(dir, "demarc")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "demarc", "action.yml"), []byte(text(t, "action.yml")), 0o600); err != nil {
		t.Fatal(err)
	}
	var files []string
	for i, example := range examples(t)[".github/workflows/demarc.yml"] {
		file := filepath.Join(workflows, string(rune('a'+i))+".yml")
		local := regexp.MustCompile(`uses: demarc-lint/demarc@\S+`).ReplaceAllString(example, "uses: ./demarc")
		if err := os.WriteFile(file, []byte(local), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	cmd := exec.CommandContext(t.Context(), actionlint, append([]string{"-no-color"}, files...)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
}
