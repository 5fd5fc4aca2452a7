package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func rdsTransport() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-rds-tls-optional",
			Title:     "Database accepts connections without TLS",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_69"},
				Prowler:     []string{"rds_instance_transport_encrypted"},
				AWSConfig:   []string{"rds-mysql-instance-encrypted-in-transit", "rds-postgres-instance-encrypted-in-transit"},
				SecurityHub: []string{"RDS.38", "RDS.39"},
			},
			Run: rdsTLSOptional,
		},
		{
			Name:      "aws-rds-tls-switched-off",
			Title:     "Parameter group lets databases accept connections without TLS",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_db_parameter_group", "aws_rds_cluster_parameter_group"},
			Aliases: check.Aliases{
				Prowler:     []string{"rds_instance_transport_encrypted"},
				AWSConfig:   []string{"rds-mysql-instance-encrypted-in-transit", "rds-postgres-instance-encrypted-in-transit"},
				SecurityHub: []string{"RDS.38", "RDS.39"},
			},
			Recommended: true,
			Run:         rdsTLSSwitchedOff,
		},
		{
			Name:      "aws-rds-proxy-tls-optional",
			Title:     "Database proxy accepts connections without TLS",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_db_proxy"},
			Run:       check.Argument("require_tls").Default(false).MustBe(true),
		},
	}
}

// tlsSwitch is the parameter by which an engine refuses plain connections.
type tlsSwitch struct {
	engine       string
	parameter    string
	major, minor int // the first version with the switch on by default; 0 when it is off in all
}

// tlsSwitches: RDS user guide, "Requiring SSL" of each engine; MariaDB knows the parameter since 10.5.
func tlsSwitches() []tlsSwitch {
	return []tlsSwitch{
		{"postgres", "rds.force_ssl", 15, 0},
		{"aurora-postgresql", "rds.force_ssl", 17, 0},
		{"mysql", "require_secure_transport", 0, 0},
		{"mariadb", "require_secure_transport", 11, 8},
		{"aurora-mysql", "require_secure_transport", 8, 4},
		{"sqlserver", "rds.force_ssl", 0, 0},
	}
}

func tlsSwitchOf(engine string) (tlsSwitch, bool) {
	for _, s := range tlsSwitches() {
		if inFamily(engine, s.engine) {
			return s, true
		}
	}
	return tlsSwitch{}, false
}

// onByDefault takes a version, or its known beginning; the newest is assumed when nothing is known of it.
func (s tlsSwitch) onByDefault(version string) bool {
	if s.major == 0 || version == "" {
		return s.major != 0
	}
	major, minor := majorMinor(version)
	return major > s.major || major == s.major && minor >= s.minor
}

func isOff(v graph.Value) bool {
	return v.NoneOf("1", "ON", "on", "On", "true", "TRUE", "yes")
}

// rdsTLSOptional reads the switch in the linked parameter group and falls back to the default of engine and version.
func rdsTLSOptional(p *check.Pass) {
	engine, _ := databaseEngine(p.Resource).Text()
	s, ok := tlsSwitchOf(engine)
	groups := parameterGroups(p.Resource)
	if !ok || groups.unknown {
		return
	}
	for _, group := range groups.linked {
		blocks, certain := groupParameters(group, s.parameter)
		if !certain {
			return
		}
		for _, b := range blocks {
			if value := b.Get("value"); isOff(value) {
				p.Report(groups.named, "%s switches %s off; set it to 1", group.Address, s.parameter).Relate(value, "switched off here")
			}
			return
		}
	}
	if version, certain := engineVersion(p.Resource, groups); certain && !s.onByDefault(version) {
		p.Report(groups.named, "%s is off by default for %s; set it to 1 in a parameter group of your own", s.parameter, strings.TrimSpace(engine+" "+version))
	}
}

// engineVersion returns the version that is written, else the one in the name of the parameter group's family.
func engineVersion(r *graph.Resource, groups linkedGroups) (version string, certain bool) {
	written := r.Get("engine_version")
	if !written.Absent() {
		return written.Text()
	}
	for _, group := range groups.linked {
		family, ok := group.Get("family").Text()
		return strings.TrimLeft(family, "abcdefghijklmnopqrstuvwxyz-"), ok
	}
	return "", true
}

// linkedGroups are the parameter groups of a database.
type linkedGroups struct {
	named   graph.Value       // the argument that names the group
	linked  []*graph.Resource // empty when the engine's default group is in force
	unknown bool              // the group cannot be seen
}

// parameterGroups finds the group of an instance, or of a cluster: there the switches of all instances are set.
func parameterGroups(r *graph.Resource) linkedGroups {
	named, typ := r.Get("parameter_group_name"), "aws_db_parameter_group"
	if r.Type == "aws_rds_cluster" {
		named, typ = r.Get("db_cluster_parameter_group_name"), "aws_rds_cluster_parameter_group"
	}
	found := named.Find(typ, "name")
	isDefault := named.Empty() || named.Holds(func(name string) bool { return strings.HasPrefix(name, "default.") })
	return linkedGroups{named: named, linked: found.Sure, unknown: len(found.Sure) == 0 && !isDefault || len(found.Maybe) > 0}
}

func rdsTLSSwitchedOff(p *check.Pass) {
	for _, parameter := range []string{"rds.force_ssl", "require_secure_transport"} {
		blocks, _ := groupParameters(p.Resource, parameter)
		for _, b := range blocks {
			if value := b.Get("value"); isOff(value) {
				p.Report(value, "%s is off; set it to 1", parameter).Set(b, "value", "1")
			}
		}
	}
}
