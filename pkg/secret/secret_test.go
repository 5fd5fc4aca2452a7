package secret

import (
	"strings"
	"testing"
	"time"
)

// TestIn reads as the catalogue of what is taken for a credential in a text: want is what is found, part by part.
func TestIn(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		text string
		want []string
	}{
		"an access key id and its secret are one": {"export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", []string{"AKIAIOSFODNN7EXAMPLE"}},
		"a secret access key alone":               {"aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", []string{"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}},
		"a key in a comment is still readable":    {"# old: ASIAIOSFODNN7EXAMPLE", []string{"ASIAIOSFODNN7EXAMPLE"}},
		"shell":                                   {"DB_PASSWORD=hunter2hunter2", []string{"hunter2hunter2"}},
		"shell, quoted, of words":                 {"export ADMIN_PASSWORD='correct horse battery staple'", []string{"correct horse battery staple"}},
		"a weak password is one that gets used":   {"MYSQL_ROOT_PASSWORD=changeme", []string{"changeme"}},
		"YAML":                                    {"db:\n  password: Sommer2024!  # rotate\n", []string{"Sommer2024!"}},
		"JSON":                                    {`{"user":"app","password":"Sommer2024!"}`, []string{"Sommer2024!"}},
		"JSON in a string":                        {`echo "{\"password\": \"Sommer2024!\"}" > config.json`, []string{"Sommer2024!"}},
		"XML":                                     {"<password>Sommer2024!</password>", []string{"Sommer2024!"}},
		"PHP":                                     {"define('DB_PASSWORD', 'x'); $db_password = 'Sommer2024!';", []string{"Sommer2024!"}},
		"connection string":                       {"Server=db;User Id=app;Password=Sommer2024;Encrypt=true", []string{"Sommer2024"}},
		"address":                                 {"postgres://app:Tr0ub4dor3@db.internal:5432/app", []string{"Tr0ub4dor3"}},
		"query of an address":                     {"jdbc:mysql://db/app?user=app&password=Sh0pD4ta", []string{"Sh0pD4ta"}},
		"flag that names it":                      {"app --db-password Sommer2024 --port 80", []string{"Sommer2024"}},
		"flag and value in one":                   {"app --db-password=Sommer2024", []string{"Sommer2024"}},
		"mysql":                                   {"mysql -u root -pS3cr3tPassw0rd app", []string{"S3cr3tPassw0rd"}},
		"docker":                                  {"docker login -u ci -p 'd3pl0y' registry.example.com", []string{"d3pl0y"}},
		"curl":                                    {"curl -u ci:d3pl0y https://example.com", []string{"d3pl0y"}},
		"chpasswd":                                {"echo 'ec2-user:MyP@ssw0rd' | sudo chpasswd", []string{"MyP@ssw0rd"}},
		"npm":                                     {"//registry.npmjs.org/:_authToken=0d1f2e3c-4b5a-6978-8796-a5b4c3d2e1f0", []string{"0d1f2e3c-4b5a-6978-8796-a5b4c3d2e1f0"}},
		"web token":                               {"TOKEN=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.k8Zb3pX0yQ2mV7nR4sKzD5wF1hJ9", []string{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.k8Zb3pX0yQ2mV7nR4sKzD5wF1hJ9"}},
		"private key":                             {"cat > key <<E\n-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIexampleexample\n", []string{"-----BEGIN EC PRIVATE KEY-----"}},
		"private key on one line":                 {`key: "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n"`, []string{"-----BEGIN PRIVATE KEY-----"}},
		"private key in base64":                   {"content: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFcEFJQkFB", []string{"LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFcEFJQkFB"}},
		"two on two lines":                        {"A_PASSWORD=Sommer2024\nB_PASSWORD=Winter2024", []string{"Sommer2024", "Winter2024"}},
		"ordinary script":                         {"#!/bin/bash\nyum install -y httpd\nsystemctl start httpd\n", nil},
		"command's output":                        {"DB_PASSWORD=$(aws ssm get-parameter --name /app/db --query Parameter.Value)", nil},
		"command's output, old style":             {"DB_PASSWORD=`cat /run/db`", nil},
		"shell variable":                          {"export DB_PASSWORD=\"$1\" API_TOKEN=$TOKEN", nil},
		"part is not known":                       {"DB_PASSWORD=" + Unknown + "\nAPI_KEY=abc" + Unknown, nil},
		"the rest is not known":                   {"postgres://app:" + Unknown + "@db/app", nil},
		"private key from elsewhere":              {"-----BEGIN RSA PRIVATE KEY-----\n" + Unknown, nil},
		"looking for a private key":               {"grep -q '-----BEGIN RSA PRIVATE KEY-----' /etc/key", nil},
		"encrypted private key":                   {"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBOBgkqhkiG9w0BBQ0w", nil},
		"certificate and public key":              {"-----BEGIN CERTIFICATE-----\nMIIDXTCCAkWgAwIBAgIJAKZ7\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7yZ6v5Gm1qkq9 me", nil},
		"template's hole":                         {"password: {{ db_password }}\npassword: <your password>\nsecret_key: <%= ENV['KEY'] %>", nil},
		"path, name, address":                     {"PASSWORD_FILE=/run/db\nDB_PASSWORD=/run/db\nDB_SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db", nil},
		"name in a secret store":                  {"DB_SECRET=prod/webshop/database\nAPI_TOKEN=webshop-api-token", nil},
		"settings about passwords":                {"PASSWORD_MIN_LENGTH=14\nUSE_PASSWORD=true\nPasswordAuthentication no\nssh_pwauth: false\nlock_passwd: true", nil},
		"working directory":                       {"PWD=webshop OLDPWD=website", nil},
		"token of the metadata service":           {"TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')", nil},
		"prompt":                                  {"read -s -p 'Password: ' PASSWORD; echo \"Enter password: \" && read x", nil},
		"prose":                                   {"echo set the password: see the wiki", nil},
		"placeholder":                             {"AWS_SECRET_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\npassword = ********\nAPI_KEY=your-api-key-123456 AKIAXXXXXXXXXXXXXXXX", nil},
		"digests":                                 {"image: app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\ngit checkout 526a2ab7c8d9e0f1a2b3c4d5e6f708192a3b4c5d", nil},
		"password on standard input":              {"aws ecr get-login-password | docker login --username AWS --password-stdin 1.dkr.ecr.eu-west-1.amazonaws.com", nil},
		"hashed password":                         {"passwd: $6$rounds=4096$abc$def", nil},
		"identifier of a key":                     {"KMS_KEY_ID=1234abcd-12ab-34cd-56ef-1234567890ab\nkey_name=deployer", nil},
		"comparison":                              {"if [ \"$PASSWORD\" == \"\" ]; then password == other; fi", nil},
		"name of a variable in place of its value": {"KEYSTORE_PASSWORD=KEYSTORE_SECRET", nil},
		"nothing": {"", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range In(test.text) {
				got = append(got, test.text[s.Start:s.End])
			}
			if strings.Join(got, "|") != strings.Join(test.want, "|") {
				t.Errorf("In(%q) found %q, want %q", test.text, got, test.want)
			}
		})
	}
}

func TestUnder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, value string
		want        Kind
	}{
		{"DATABASE_PASSWORD", "SomeSortOfPassword", Password},
		{"dbPassword", "correct horse", Password},
		{"DBPassword2", "Sommer2024", Password},
		{"DBPassword", "this is the password:", Password},
		{"ACCESS", "AKIAIOSFODNN7EXAMPLE", AccessKey},
		{"secret_key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Token},
		{"DATABASE_URL", "postgres://app:Tr0ub4dor3@db/app", "password in an address"},
		{"OPTIONS", "-Dpassword=Sommer2024", Password},
		{"DATABASE_PASSWORD", "", ""},
		{"DATABASE_PASSWORD", "$PASSWORD", ""},
		{"DATABASE_PASSWORD_ARN", "whatever2024", ""},
		{"DB_SECRET", "prod-webshop-db", ""},
		{"AWS_REGION", "eu-west-1", ""},
		{"TABLE", "webshop", ""},
		{strings.Repeat("password", 100), "Sommer2024", ""},
	}
	for _, test := range tests {
		s, ok := Under(test.name, test.value)
		if ok != (test.want != "") || s.Kind != test.want {
			t.Errorf("Under(%q, %q) = %q, %v; want %q", test.name, test.value, s.Kind, ok, test.want)
		}
	}
}

// key returns n characters that could be of a key, so that nothing here looks like a real one to other scanners.
func key(n int) string { return strings.Repeat("A7QX2", n)[:n] }

func TestFormats(t *testing.T) {
	t.Parallel()
	for _, f := range formats {
		text := "see " + f.prefix + key(max(f.min, f.max)) + " here"
		if found := In(text); len(found) != 1 || found[0].Kind != f.kind {
			t.Errorf("In(%q) found %v, want one %s", text, found, f.kind)
		}
		if text := "see " + f.prefix + key(f.min-1) + " here"; len(In(text)) != 0 {
			t.Errorf("In(%q) takes what is too short for a %s", text, f.kind)
		}
	}
}

func TestMaskedGivesNothingAway(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"AKIAIOSFODNN7EXAMPLE": "AKIA****************",
		"PASSWORD=Sommer2024":  "****************",
		"ghp_" + key(36):       "ghp_****************",
	} {
		found := In(text)
		if len(found) != 1 || found[0].Masked() != want {
			t.Errorf("In(%q) is shown as %v, want %q", text, found, want)
		}
	}
}

func TestLiteral(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{
		"hunter2": true, "": false, "changeme": false, "CHANGE_ME": false, "dummy-value": false, "<set by hand>": false,
		"${var.password}": false, "{{resolve:ssm:x}}": false, "arn:aws:kms:x": false, "tr0ub4dor": true,
	} {
		if Literal(value) != want {
			t.Errorf("Literal(%q) is not %v", value, want)
		}
	}
}

// TestHostile feeds texts made to be slow to read: a pass that is not linear takes minutes for them.
func TestHostile(t *testing.T) {
	t.Parallel()
	const size = 1 << 17
	for _, unit := range []string{
		"a", " ", "\n", "-", "=", ":", "password=", "password ", "password\t: ", "password='", "\"password\"", "://a:b", "://:@",
		"sk_live_", "eyJ", "eyJ.eyJ.", "xoxb-", encodedPEM, "-----BEGIN ", "-----BEGIN PRIVATE KEY----- ", "mysql -p", "mysql ", "-p ",
	} {
		text := strings.Repeat(unit, size/len(unit))
		start := time.Now()
		In(text)
		Under("password", text)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%d bytes of %q took %v", len(text), unit, d)
		}
	}
}

func FuzzIn(f *testing.F) {
	f.Add("export DB_PASSWORD=hunter2 AKIAIOSFODNN7EXAMPLE\nmysql -u root -psecret")
	f.Add("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n{\"password\": \"x\"} echo 'a:b' | chpasswd")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range In(text) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("a secret at %d to %d of %d bytes, after one that ends at %d", s.Start, s.End, len(text), end)
			}
			end = s.End
		}
		Under(text, text)
	})
}

func BenchmarkIn(b *testing.B) {
	text := strings.Repeat("#!/bin/bash\nyum install -y httpd\nsystemctl enable --now httpd\nexport REGION=eu-west-1 STAGE=prod\n", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		In(text)
	}
}

// In what people are shown, expressions of configuration are no credentials, and comments may hold some.
func TestInLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`  password = random_password.db.result`:              "",
		`  password = try(var.x, null)`:                       "",
		`  password = (var.x)`:                                "",
		`  manage_master_user_password = merge({ a = 1 }, x)`: "",
		`password = path.module == "a" ? "b" : null`:          "",
		`password = "correct-horse-9"`:                        "correct-horse-9",
		`# password = "correct-horse-9"`:                      "correct-horse-9",
		`  // DB_PASSWORD=abc(def9`:                           "abc(def9",
		`password = correct-horse-9`:                          "correct-horse-9",
		`acl = "private" # password: correct-horse-9`:         "correct-horse-9",
	} {
		got := ""
		for _, s := range InLine(line) {
			got += line[s.Start:s.End]
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", line, got, want)
		}
	}
}
