package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ebs() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ebs-volume-unencrypted",
			Title:     "EBS volume is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_ebs_volume"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_3", "CKV2_AWS_2"},
				Trivy:       []string{"AWS-0026"},
				KICS:        []string{"cc997676-481b-4e93-aa81-d19f8c5e9b12"},
				Prowler:     []string{"ec2_ebs_volume_encryption"},
				ScoutSuite:  []string{"ec2-ebs-volume-not-encrypted"},
				AWSConfig:   []string{"encrypted-volumes"},
				SecurityHub: []string{"EC2.3"},
			},
			Recommended: true,
			Run:         check.Argument("encrypted").Default(false).Unless(encryptedByAccount).Unless(fromSnapshot).MustBe(true),
		},
		{
			Name:      "aws-ebs-volume-default-key",
			Title:     "EBS volume is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_ebs_volume"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_189"},
				Trivy:     []string{"AWS-0027"},
				Terrascan: []string{"AC_AWS_0460"},
			},
			Run: check.Argument("kms_key_id").Unless(accountKey).MustBeSet(),
		},
		{
			Name:      "aws-ebs-block-device-unencrypted",
			Title:     "Instance's disk is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: machineTypes(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_8"},
				Trivy:       []string{"AWS-0008", "AWS-0131"},
				KICS:        []string{"4de9de27-254e-424f-bd70-4c1e95790838"},
				Terrascan:   []string{"AC_AWS_0167"},
				Prowler:     []string{"ec2_ebs_volume_encryption"},
				ScoutSuite:  []string{"ec2-ebs-volume-not-encrypted"},
				AWSConfig:   []string{"encrypted-volumes", "ec2-launch-templates-ebs-volume-encrypted"},
				SecurityHub: []string{"EC2.3"},
			},
			Recommended: true,
			Run:         blockDeviceUnencrypted,
		},
		{
			Name:      "aws-ebs-root-device-by-default",
			Title:     "Instance's root disk is encrypted only if the image or the account is",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_instance", "aws_launch_configuration"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_8"},
				Trivy:   []string{"AWS-0008", "AWS-0131"},
				KICS:    []string{"4de9de27-254e-424f-bd70-4c1e95790838"},
			},
			Run: rootDeviceByDefault,
		},
		{
			Name:      "aws-ebs-default-encryption-off",
			Title:     "New EBS volumes are not encrypted by default",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_ebs_encryption_by_default"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_106"},
				KICS:        []string{"3d3f6270-546b-443c-adb4-bb6fb2187ca6"},
				Terrascan:   []string{"AC_AWS_0079"},
				Prowler:     []string{"ec2_ebs_default_encryption"},
				ScoutSuite:  []string{"ec2-ebs-default-encryption-disabled"},
				AWSConfig:   []string{"ec2-ebs-encryption-by-default"},
				SecurityHub: []string{"EC2.7"},
			},
			Recommended: true,
			Run:         check.Argument("enabled").Default(true).MustBe(true),
		},
		{
			Name:      "aws-ebs-snapshot-unencrypted",
			Title:     "Snapshot of a volume is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_ebs_snapshot"},
			Aliases: check.Aliases{
				KICS:       []string{"e6b4b943-6883-47a9-9739-7ada9568f8ca"},
				Terrascan:  []string{"AC_AWS_0459"},
				Prowler:    []string{"ec2_ebs_snapshots_encrypted"},
				ScoutSuite: []string{"ec2-ebs-snapshot-not-encrypted"},
			},
			Run: snapshotUnencrypted,
		},
		{
			Name:      "aws-ebs-snapshot-copy-unencrypted",
			Title:     "Copy or import of a snapshot is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_ebs_snapshot_copy", "aws_ebs_snapshot_import"},
			Aliases: check.Aliases{
				Prowler:    []string{"ec2_ebs_snapshots_encrypted"},
				ScoutSuite: []string{"ec2-ebs-snapshot-not-encrypted"},
			},
			Run: check.Argument("encrypted").Default(false).Unless(encryptedByAccount).MustBe(true),
		},
		{
			Name:      "aws-ebs-snapshot-copy-default-key",
			Title:     "Copy of a snapshot is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_ebs_snapshot_copy"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_183"}},
			Run:       check.Argument("kms_key_id").Unless(accountKey).MustBeSet(),
		},
		{
			Name:      "aws-ebs-snapshot-public",
			Title:     "Snapshots may be shared with every AWS account",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_ebs_snapshot_block_public_access"},
			Aliases: check.Aliases{
				Prowler: []string{"ec2_ebs_snapshot_account_block_public_access"},
			},
			Recommended: true,
			Run:         check.Argument("state").FixWith("block-all-sharing").MustNotBe("unblocked"),
		},
		{
			Name:      "aws-ebs-volume-not-backed-up",
			Title:     "No backup plan covers the volume",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_ebs_volume"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_9"},
				Prowler:     []string{"ec2_ebs_volume_protected_by_backup_plan"},
				AWSConfig:   []string{"ebs-in-backup-plan", "ebs-resources-protected-by-backup-plan"},
				SecurityHub: []string{"EC2.28"},
			},
			Run: volumeNotBackedUp,
		},
	}
}

// encryptedByAccount reports that the configuration has, or may have, the account encrypt every new volume.
func encryptedByAccount(r *graph.Resource) bool {
	for _, d := range r.Graph.All("aws_ebs_encryption_by_default") {
		if !d.Get("enabled").Or(true).IsNot(true) {
			return true
		}
	}
	return false
}

// accountKey reports that the configuration chooses the key that new volumes are encrypted with.
func accountKey(r *graph.Resource) bool { return len(r.Graph.All("aws_ebs_default_kms_key")) > 0 }

// fromSnapshot reports a volume that says nothing on encryption and is made from a snapshot, which decides.
func fromSnapshot(r *graph.Resource) bool {
	return r.Get("encrypted").Absent() && !r.Get("snapshot_id").Absent()
}

// disks returns the blocks that define disks of a machine.
func disks(r *graph.Resource) []*graph.Block {
	var all []*graph.Block
	for _, path := range []string{"root_block_device", "ebs_block_device", "block_device_mappings.ebs"} {
		all = append(all, r.Blocks(path)...)
	}
	return all
}

func blockDeviceUnencrypted(p *check.Pass) {
	if encryptedByAccount(p.Resource) {
		return
	}
	for _, disk := range disks(p.Resource) {
		encrypted := disk.Get("encrypted")
		inherits := encrypted.Absent() && (!disk.Get("snapshot_id").Absent() || encryptedImage(p.Resource))
		if inherits || !encrypted.Or(false).IsNot(true) {
			continue
		}
		why := "encrypted is not set and defaults to false; set it to true"
		if encrypted.Written() {
			why = "encrypted is not true; set it to true"
		}
		p.Report(encrypted, "%s", why).Set(disk, "encrypted", true)
	}
}

func rootDeviceByDefault(p *check.Pass) {
	r := p.Resource
	m := machineOf(r)
	if m.elsewhere || m.template != nil || encryptedByAccount(r) || encryptedImage(r) || !r.Lacks("root_block_device") {
		return
	}
	p.Report(r, "there is no root_block_device; add one with encrypted = true, or aws_ebs_encryption_by_default for the region")
}

// encryptedImage reports that the machine's image is made in the configuration with encrypted disks, or may be.
func encryptedImage(r *graph.Resource) bool {
	for _, path := range []string{"ami", "image_id"} {
		for _, image := range r.Get(path).Refs("aws_ami", "aws_ami_copy") {
			if image.Type == "aws_ami" && len(image.Blocks("ebs_block_device")) > 0 || !image.Get("encrypted").IsNot(true) {
				return true
			}
		}
	}
	return false
}

// snapshotUnencrypted reports a snapshot of a volume that surely is not encrypted: a snapshot is as its volume.
func snapshotUnencrypted(p *check.Pass) {
	if encryptedByAccount(p.Resource) {
		return
	}
	for _, volume := range p.Resource.Get("volume_id").Find("aws_ebs_volume").Sure {
		if volume.Get("encrypted").Or(false).IsNot(true) && !fromSnapshot(volume) {
			p.Report(p.Resource.Get("volume_id"), "%s is not, and a snapshot is as its volume; encrypt the volume", volume.Address).
				Relate(volume, "the volume")
		}
	}
}

// volumeNotBackedUp looks for backup plans and lifecycle policies. Those that select by tag or by pattern may cover any volume.
func volumeNotBackedUp(p *check.Pass) {
	g := p.Resource.Graph
	if len(g.All("aws_dlm_lifecycle_policy")) > 0 || !p.Resource.ReferredBy("aws_backup_selection", "resources", "arn").None() {
		return
	}
	for _, s := range g.All("aws_backup_selection") {
		if !s.Lacks("selection_tag") || !s.Lacks("condition") || !s.Get("resources").Known() && len(s.Get("resources").Refs()) == 0 {
			return
		}
		for _, arn := range s.Get("resources").Each() {
			if arn.Is("*") || arn.Is("arn:aws:ec2:*:*:volume/*") {
				return
			}
		}
	}
	p.Report(p.Resource, "neither AWS Backup nor a lifecycle policy takes snapshots of it; select it by a tag or its ARN")
}
