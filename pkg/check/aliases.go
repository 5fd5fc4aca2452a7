package check

import (
	"fmt"
	"slices"
	"strings"
)

// Aliases are the identifiers that others give the same check: the linters whose suppressions and users carry over, and the
// auditors of the running account, which would raise the finding once it is deployed.
type Aliases struct {
	Checkov   []string // CKV_AWS_17
	Trivy     []string // AWS-0180
	KICS      []string // the query's UUID
	Terrascan []string // AC_AWS_0054

	Prowler     []string // rds_instance_no_public_access
	ScoutSuite  []string // rds-instance-publicly-accessible
	AWSConfig   []string // the managed rule's name: rds-instance-public-access-check
	SecurityHub []string // the control's id: RDS.2
}

// Peer is another linter or an auditor and its ids for a check.
type Peer struct {
	Name string
	IDs  []string
}

// Peers lists the aliases by linter, then by auditor, in a fixed order.
func (a Aliases) Peers() []Peer {
	return append([]Peer{{"checkov", a.Checkov}, {"trivy", a.Trivy}, {"kics", a.KICS}, {"terrascan", a.Terrascan}}, a.Auditors()...)
}

// Auditors lists the aliases by auditor of the running account, in a fixed order.
func (a Aliases) Auditors() []Peer {
	return []Peer{{"prowler", a.Prowler}, {"scoutsuite", a.ScoutSuite}, {"aws-config", a.AWSConfig}, {"securityhub", a.SecurityHub}}
}

// contain reports whether the id of another linter or an auditor is among the aliases; its name may stand before it: "checkov:CKV_AWS_17".
func (a Aliases) contain(id string) bool {
	name, bare, qualified := strings.Cut(id, ":")
	if !qualified {
		name, bare = "", id
	}
	for _, peer := range a.Peers() {
		if name == "" || name == peer.Name || name == "tfsec" && peer.Name == "trivy" {
			bare := peer.spelling(bare)
			if slices.ContainsFunc(peer.IDs, func(known string) bool { return strings.EqualFold(known, bare) }) {
				return true
			}
		}
	}
	return false
}

// spelling gives an id the form in which the aliases have it.
func (p Peer) spelling(id string) string {
	switch p.Name {
	case "trivy":
		return strings.TrimPrefix(strings.ToUpper(id), "AVD-")
	case "aws-config": // RDS_STORAGE_ENCRYPTED is the same rule's identifier
		return strings.ReplaceAll(strings.ToLower(id), "_", "-")
	}
	return id
}

// From returns the checks that answer another linter's or an auditor's id, which may have its name before it ("securityhub:S3.8").
// An id that no check answers is an error.
func From(all []*Check, id string) ([]*Check, error) {
	name, _, qualified := strings.Cut(id, ":")
	names := peerNames()
	var ids []string
	if qualified && name != "tfsec" && !slices.Contains(names, name) {
		return nil, fmt.Errorf("%q is the id of nobody known; before the colon may stand %s%s", id, strings.Join(names, ", "), suggestion(name, names))
	}
	var hit []*Check
	longIDs := longName(id)
	for _, c := range all {
		if c.Aliases.contain(id) || c.answersTrivy(longIDs) {
			hit = append(hit, c)
		}
		for _, peer := range c.Aliases.Peers() {
			for _, known := range peer.IDs {
				if qualified {
					known = peer.Name + ":" + known
				}
				ids = append(ids, known)
			}
		}
	}
	if hit == nil {
		return nil, fmt.Errorf("no check answers %q%s", id, suggestion(id, ids))
	}
	return hit, nil
}
