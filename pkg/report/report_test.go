package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

var update = flag.Bool("update", false, "write the golden files")

// files are the sources that the results of these tests speak of.
type files map[string]string

func (f files) read(name string) []byte {
	if text, ok := f[name]; ok {
		return []byte(text)
	}
	return nil
}

// at is the place of the first occurrence of text in a file.
func (f files) at(name, text string) source.Place {
	start := strings.Index(f[name], text)
	if start < 0 {
		panic("no " + text + " in " + name)
	}
	return source.Place{Filename: name, Start: pos(f[name], start), End: pos(f[name], start+len(text))}
}

func pos(text string, at int) hcl.Pos {
	line := strings.LastIndex(text[:at], "\n") + 1
	return hcl.Pos{Line: 1 + strings.Count(text[:at], "\n"), Column: 1 + len([]rune(text[line:at])), Byte: at}
}

func publicDatabase() *check.Check {
	return &check.Check{Name: "aws-rds-publicly-accessible", Title: "Database instance is reachable from the internet", Severity: check.Critical, Duty: check.Network}
}

func plainSecret() *check.Check {
	return &check.Check{Name: "aws-rds-plain-password", Title: "Password is written in the configuration", Severity: check.High, Duty: check.Secrets}
}

func noBackup() *check.Check {
	return &check.Check{Name: "aws-rds-no-backup", Title: "Database has no automated backups", Severity: check.Medium, Duty: check.Resilience}
}

const leaked = "hunter2-hunter2"

func estate() files {
	return files{
		"modules/db/main.tf": `resource "aws_db_instance" "main" {
  for_each            = var.databases
  engine              = "postgres"
	publicly_accessible = true # タブ
  backup_retention_period = 0
}

resource "aws_db_instance" "old" { password = "` + leaked + `", backup_retention_period = 0 }
`,
		"prod.tfvars": "databases = {\n  orders = {}\n}\n",
		"net work/rules#1.tf": `resource "aws_security_group_rule" "in" {
  description = "日本語 😀", cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
}
`,
	}
}

func openWorld() *check.Check {
	return &check.Check{Name: "aws-ec2-open-ingress", Title: "Security group admits the internet", Severity: check.High, Duty: check.Network}
}

// full has one of everything.
func full(f files) *lint.Result {
	db, password, backup, world := publicDatabase(), plainSecret(), noBackup(), openWorld()
	main := "modules/db/main.tf"
	finding := func(c *check.Check, message string, p source.Place, address string) lint.Finding {
		return lint.Finding{Check: c, Message: c.Title + ": " + message, Place: p, Address: address, Instances: []string{address}, Fingerprint: "f-" + c.Name + "-" + address}
	}
	public := finding(db, "publicly_accessible is true; set it to false", f.at(main, "true"), "module.db.aws_db_instance.main")
	public.Instances = []string{`module.db.aws_db_instance.main["invoices"]`, `module.db.aws_db_instance.main["orders"]`}
	public.Environments = []string{"prod.tfvars", "stage.tfvars"}
	public.Related = []lint.Related{{Place: f.at("prod.tfvars", "orders"), Message: "the instance is asked for here"}}
	plain := finding(password, "password holds 15 characters of plain text; take it from a secret store", f.at(main, `"`+leaked+`"`), "module.db.aws_db_instance.old")
	plain.Masked = true
	bare := finding(backup, "backup_retention_period is 0; set it to 7 or more", f.at(main, "backup_retention_period = 0 }"), "module.db.aws_db_instance.old")
	accepted := finding(backup, "backup_retention_period is 0; set it to 7 or more", f.at(main, "backup_retention_period = 0"), "module.db.aws_db_instance.main")
	accepted.Suppressed = &lint.Suppression{Kind: lint.Inline, Reason: "restored from the nightly export", Place: f.at(main, "# タブ")}
	open := finding(world, "0.0.0.0/0 may reach port 22; name the ranges that need it", f.at("net work/rules#1.tf", `"0.0.0.0/0"`), "aws_security_group_rule.in")
	return &lint.Result{
		Findings: []lint.Finding{open, plain, public, bare, accepted},
		Undetermined: []lint.Undetermined{
			{Check: backup, Address: "aws_db_instance.a", Place: f.at(main, `"postgres"`), Causes: []lint.Cause{
				{Kind: "variable", Name: "var.retention", Place: f.at("prod.tfvars", "databases"), Hint: "pass --var-file or --var"},
			}},
			{Check: db, Address: "aws_db_instance.b", Place: f.at(main, `"postgres"`), Causes: []lint.Cause{
				{Kind: "data", Name: "data.aws_vpc.main"},
				{Kind: "variable", Name: "var.retention", Place: f.at("prod.tfvars", "databases"), Hint: "pass --var-file or --var"},
			}},
		},
		Diagnostics: []lint.Diagnostic{
			{Severity: lint.Warning, Summary: "Unknown argument", Detail: "aws_db_instance has no storage_encryptd; did you mean storage_encrypted?", Place: f.at(main, "engine")},
			{Severity: lint.Warning, Summary: "Module is not there", Detail: "module.log: not installed; run terraform init", Place: f.at(main, "resource")},
			{Severity: lint.Warning, Summary: "Module is not there", Detail: "module.dns: not installed", Place: f.at(main, "for_each")},
			{Severity: lint.Error, Summary: "Unclosed block", Place: source.Place{Filename: "broken.tf", Start: hcl.Pos{Line: 3, Column: 1, Byte: 20}, End: hcl.Pos{Line: 3, Column: 2, Byte: 21}}},
		},
		Coverage: lint.Coverage{Files: 3, Modules: 2, Resources: 4, Unread: []lint.Unread{
			{Path: "module.log", Reason: "not installed; run terraform init"}, {Path: "module.vpc", Reason: "not installed; run terraform init"}, {Path: "broken.tf", Reason: "does not parse"},
		}},
		Checks:   []*check.Check{db, password, backup},
		Duration: 41*time.Millisecond + 300*time.Microsecond,
	}
}

func options(f files) Options {
	return Options{Version: "1.2.3", Source: f.read, Help: func(c *check.Check) string {
		return "Why **" + c.Name + "** matters.\n"
	}}
}

func write(t *testing.T, format string, r *lint.Result, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file) //nolint:gosec // a name written in this file
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and look at the difference. Got:\n%s", file, got)
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	colored, listed := options(estate()), options(estate())
	colored.Color, listed.ShowUndetermined = true, true
	for _, test := range []struct {
		file, format string
		options      Options
	}{
		{"full.txt", "text", options(estate())},
		{"full_color.txt", "text", colored},
		{"full_undetermined.txt", "text", listed},
		{"full.json", "json", options(estate())},
		{"full.sarif", "sarif", options(estate())},
		{"full.github", "github", options(estate())},
		{"full.compact", "compact", options(estate())},
		{"full.gitlab", "gitlab", options(estate())},
		{"full.gitlab-sast", "gitlab-sast", options(estate())},
		{"full.junit", "junit", options(estate())},
		{"full.checkstyle", "checkstyle", options(estate())},
		{"full.rdjson", "rdjson", options(estate())},
		{"full.markdown", "markdown", options(estate())},
		{"full.html", "html", options(estate())},
		{"full.csv", "csv", options(estate())},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			golden(t, test.file, write(t, test.format, full(estate()), test.options))
		})
	}
}

// TestEveryFormat holds what is true for formats that nobody has written yet.
func TestEveryFormat(t *testing.T) {
	t.Parallel()
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			got := write(t, format, full(estate()), options(estate()))
			if strings.Contains(got, leaked) {
				t.Error("shows the secret")
			}
			shuffled := full(estate())
			shuffled.Findings[0], shuffled.Findings[2] = shuffled.Findings[2], shuffled.Findings[0]
			if got != write(t, format, shuffled, options(estate())) {
				t.Error("depends on the order of findings")
			}
			hostileText := write(t, format, hostile(), Options{})
			for _, bad := range []string{"\x1b", "\u009b", "\u202e", "\r", "\nforged", `\nforged"`} {
				if strings.Contains(hostileText, bad) && (bad != `\nforged"` || format == "json") {
					t.Errorf("lets %q through", bad)
				}
			}
			write(t, format, &lint.Result{}, Options{})
		})
	}
}

// hostile has an attack in every text.
func hostile() *lint.Result {
	const evil = "\x1b[31m\u009b\u202e\r\nforged\xff"
	p := source.Place{Filename: "a" + evil + ".tf", Start: hcl.Pos{Line: 1, Column: 1}, End: hcl.Pos{Line: 1, Column: 2, Byte: 1}}
	c := &check.Check{Name: "custom-" + evil, Title: evil, Severity: check.Low, Duty: check.Data}
	return &lint.Result{
		Findings: []lint.Finding{
			{
				Check: c, Message: evil, Place: p, Address: evil, Instances: []string{evil, evil}, Environments: []string{evil},
				Related: []lint.Related{{Place: p, Message: evil}}, Fingerprint: evil,
			},
			{Check: c, Message: evil, Place: p, Suppressed: &lint.Suppression{Kind: lint.Config, Reason: evil, Place: p}},
		},
		Undetermined: []lint.Undetermined{{Check: c, Address: evil, Place: p, Causes: []lint.Cause{{Kind: evil, Name: evil, Place: p, Hint: evil}}}},
		Diagnostics:  []lint.Diagnostic{{Severity: lint.Error, Summary: evil, Detail: evil, Place: p}},
		Coverage:     lint.Coverage{Files: 1, Unread: []lint.Unread{{Path: evil, Reason: evil}}},
		Checks:       []*check.Check{c},
	}
}

func TestWriteUnknownFormat(t *testing.T) {
	t.Parallel()
	err := Write(&bytes.Buffer{}, "yaml", &lint.Result{}, Options{})
	if err == nil || !strings.Contains(err.Error(), "sarif") {
		t.Errorf("got %v, want an error that lists the formats", err)
	}
}

func TestJSONListsAreNeverNull(t *testing.T) {
	t.Parallel()
	r := &lint.Result{Findings: []lint.Finding{{Check: noBackup()}}, Undetermined: []lint.Undetermined{{Check: noBackup()}}}
	got := write(t, "json", r, Options{})
	for _, object := range []string{`"suppressed": null`, `"fix": null`} { // which are no lists
		got = strings.ReplaceAll(got, object, "")
	}
	if strings.Contains(got, "null") {
		t.Errorf("got null in %s", got)
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	checks := []*check.Check{noBackup()}
	for want, r := range map[string]*lint.Result{
		"Nothing was read, so nothing was checked.":      {Checks: checks},
		"No findings, since there are no resources":      {Coverage: lint.Coverage{Files: 1, Modules: 1}, Checks: checks},
		"No findings, since no check was run":            {Coverage: lint.Coverage{Files: 1, Modules: 1, Resources: 1}},
		"No findings in what was read, which was not":    {Coverage: lint.Coverage{Files: 1, Resources: 1, Unread: []lint.Unread{{Path: "x"}}}, Checks: checks},
		"No findings.\nRead 2 files, 1 module and 3 res": {Coverage: lint.Coverage{Files: 2, Modules: 1, Resources: 3}, Checks: checks},
	} {
		if got := write(t, "text", r, Options{}); !strings.Contains(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
