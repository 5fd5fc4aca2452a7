package config

// Template is a configuration file in which each setting is explained and commented out, with what holds without it or an example.
const Template = `# What demarc is to make of this repository: https://github.com/demarc-lint/demarc/blob/main/docs/configuration.md
# Paths are relative to this file. Flags win over what is set here. To put a setting in force, take away the "#" before it.

# The checks to run: sets, duties, severities, services, names, globs, or other linters' ids. See demarc checks.
#select = ["recommended"]

# The lowest severity that fails a run.
#fail-on = "low"

# The report on the standard output.
#format = "text"

# What no run looks at.
#exclude = ["legacy/**"]

# Other severities than the checks' own.
#severity = {
#  "aws-rds-no-backups" = "low"
#}

# Findings that are accepted, with the reason; for some paths, or for all.
#ignore "aws-ec2-security-group-ssh-open" {
#  reason = "bastion hosts, reviewed with the security team"
#  paths  = ["bastion/**"]
#}

# Whether demarc:ignore comments need a reason.
#require-reason = true

# The findings that were there before: write them with demarc baseline write.
#baseline = ".demarc-baseline.json"

# Variable files of the root modules, and groups of them that are evaluated side by side.
#var-files = ["common.tfvars"]
#environment "production" {
#  var-files = ["production.tfvars"]
#}
`
