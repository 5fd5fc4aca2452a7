package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

const metricFilterType = "aws_cloudwatch_log_metric_filter"

// An accountEvent is something in the account that somebody should hear of: a filter on the trail's log group counts it, an alarm
// watches the count.
type accountEvent struct {
	name        string // ends the check's name
	title       string
	trivy, kics string
	auditors    auditors
	marks       []string // words by which a filter is known to be meant for it
	words       []string // words that a complete filter has besides
}

// auditors are the ids of those who look for the alarm in the account, "" where one does not.
type auditors struct{ prowler, scoutSuite string }

// accountEvents are those of section 4 of the CIS AWS Foundations Benchmark (3.0), with the words of the filters it asks for. EC2-Classic,
// whose calls it still names among those on VPCs, is gone since August 2022.
func accountEvents() []accountEvent {
	return []accountEvent{
		{
			"unauthorized-calls", "Calls that are refused alarm nobody", "AWS-0147", "4c18a45b-4ab1-4790-9f83-399ac695f1e5",
			auditors{"cloudwatch_log_metric_filter_unauthorized_api_calls", "logs-no-alarm-unauthorized-api-calls"},
			[]string{"UnauthorizedOperation", "AccessDenied"}, nil,
		},
		{
			"login-without-mfa", "Sign-in without a second factor alarms nobody", "AWS-0148", "44ceb4fa-0897-4fd2-b676-30e7a58f2933",
			auditors{"cloudwatch_log_metric_filter_sign_in_without_mfa", "logs-no-alarm-signin-without-mfa"},
			[]string{"MFAUsed"},
			[]string{"ConsoleLogin"},
		},
		{
			"root-use", "Use of the root user alarms nobody", "AWS-0149", "8b1b1e67-6248-4dca-bbad-93486bb181c0",
			auditors{"cloudwatch_log_metric_filter_root_usage", "logs-no-alarm-root-usage"},
			[]string{"Root"},
			[]string{"userIdentity", "invokedBy", "AwsServiceEvent"},
		},
		{
			"iam-changes", "Changes of IAM policies alarm nobody", "AWS-0150", "eaaba502-2f94-411a-a3c2-83d63cc1776d",
			auditors{"cloudwatch_log_metric_filter_policy_changes", "logs-no-alarm-iam-policy-changes"},
			[]string{"DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy"},
			[]string{
				"CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy",
				"AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy",
			},
		},
		{
			"trail-changes", "Changes of the trail alarm nobody", "AWS-0151", "0f6cbf69-41bb-47dc-93f3-3844640bf480",
			auditors{"cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled", "logs-no-alarm-cloudtrail-configuration-changes"},
			[]string{"CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"}, nil,
		},
		{
			"failed-logins", "Failed sign-ins alarm nobody", "AWS-0152", "5864d189-ee9a-4009-ac0c-8a582e6b7919",
			auditors{"cloudwatch_log_metric_filter_authentication_failures", "logs-no-alarm-console-authentication-failures"},
			[]string{"Failed"},
			[]string{"ConsoleLogin"},
		},
		{
			"key-deletion", "Disabling or deleting of keys alarms nobody", "AWS-0153", "56a585f5-555c-48b2-8395-e64e4740a9cf",
			auditors{"cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk", "logs-no-alarm-cmk-deletion"},
			[]string{"DisableKey", "ScheduleKeyDeletion"}, nil,
		},
		{
			"bucket-policy-changes", "Changes of bucket policies alarm nobody", "AWS-0154", "27c6a499-895a-4dc7-9617-5c485218db13",
			auditors{"cloudwatch_log_metric_filter_for_s3_bucket_policy_changes", "logs-no-alarm-s3-policy-changes"},
			[]string{
				"PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication", "DeleteBucketPolicy",
				"DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication",
			}, nil,
		},
		{
			"config-changes", "Changes of AWS Config alarm nobody", "AWS-0155", "5b8d7527-de8e-4114-b9dd-9d988f1f418f",
			auditors{"cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled", "logs-no-alarm-aws-configuration-changes"},
			[]string{"StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"}, nil,
		},
		{
			"security-group-changes", "Changes of security groups alarm nobody", "AWS-0156", "4beaf898-9f8b-4237-89e2-5ffdc7ee6006",
			auditors{"cloudwatch_log_metric_filter_security_group_changes", "logs-no-alarm-security-group-changes"},
			[]string{
				"AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress",
				"CreateSecurityGroup", "DeleteSecurityGroup",
			}, nil,
		},
		{
			"acl-changes", "Changes of network ACLs alarm nobody", "AWS-0157", "0a8e8dc5-b6fc-44fc-b5a1-969ec950f9b0",
			auditors{"cloudwatch_changes_to_network_acls_alarm_configured", "logs-no-alarm-nacl-changes"},
			[]string{
				"CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry",
				"ReplaceNetworkAclAssociation",
			}, nil,
		},
		{
			"gateway-changes", "Changes of network gateways alarm nobody", "AWS-0158", "6b6874fe-4c2f-4eea-8b90-7cceaa4a125e",
			auditors{"cloudwatch_changes_to_network_gateways_alarm_configured", "logs-no-alarm-network-gateways-changes"},
			[]string{
				"CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway", "DeleteInternetGateway",
				"DetachInternetGateway",
			}, nil,
		},
		{
			"route-changes", "Changes of route tables alarm nobody", "AWS-0159", "2285e608-ddbc-47f3-ba54-ce7121e31216",
			auditors{"cloudwatch_changes_to_network_route_tables_alarm_configured", "logs-no-alarm-route-table-changes"},
			[]string{
				"CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable", "DeleteRoute",
				"DisassociateRouteTable",
			}, nil,
		},
		{
			"vpc-changes", "Changes of VPCs alarm nobody", "AWS-0160", "9d0d4512-1959-43a2-a17f-72360ff06d1b",
			auditors{"cloudwatch_changes_to_vpcs_alarm_configured", "logs-no-alarm-vpc-changes"},
			[]string{
				"CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection",
				"DeleteVpcPeeringConnection", "RejectVpcPeeringConnection",
			}, nil,
		},
		{
			"organization-changes", "Changes of the organization alarm nobody", "AWS-0174", "38b85c45-e772-4de8-a247-69619ca137b3",
			auditors{"cloudwatch_log_metric_filter_aws_organizations_changes", ""},
			[]string{"organizations"}, nil,
		},
	}
}

func cloudwatchAlarms() []*check.Check {
	var all []*check.Check
	for _, e := range accountEvents() {
		all = append(all, &check.Check{
			Name:      "aws-cloudwatch-no-alarm-" + e.name,
			Title:     e.title,
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{trailType, metricFilterType},
			Aliases:   e.aliases(),
			Run:       e.unwatched,
		})
	}
	return all
}

func (e accountEvent) aliases() check.Aliases {
	aliases := check.Aliases{Trivy: []string{e.trivy}, KICS: []string{e.kics}, Prowler: []string{e.auditors.prowler}}
	if e.auditors.scoutSuite != "" {
		aliases.ScoutSuite = []string{e.auditors.scoutSuite}
	}
	return aliases
}

// unwatched asks a filter that is meant for the event whether it sees all of it and an alarm watches, and a trail whether its log group
// has such a filter. A log group that is declared elsewhere may have any.
func (e accountEvent) unwatched(p *check.Pass) {
	if p.Resource.Type == metricFilterType {
		e.judge(p, p.Resource)
		return
	}
	group := p.Resource.Get("cloud_watch_logs_group_arn")
	for _, log := range group.Refs("aws_cloudwatch_log_group") {
		filters := log.ReferredBy(metricFilterType, "log_group_name", "name")
		if len(filters.Maybe) > 0 || slices.ContainsFunc(filters.Sure, e.mayBeMeant) {
			return
		}
		p.Report(group, "no metric filter on %s looks for them (%s); add one, and an alarm on its metric", log.Address, e.marks[0]).
			Relate(log, "the trail's log group")
	}
}

func (e accountEvent) judge(p *check.Pass, filter *graph.Resource) {
	pattern := filter.Get("pattern")
	words, ok := wordsOf(pattern)
	if !ok || !e.meant(words) {
		return
	}
	for _, want := range slices.Concat(e.marks, e.words) {
		if !slices.ContainsFunc(words, func(word string) bool { return iam.Match(word, want) }) {
			p.Report(pattern, "the pattern lacks %s; add it", want)
			return
		}
	}
	alarms := filter.Graph.All("aws_cloudwatch_metric_alarm")
	if !slices.ContainsFunc(alarms, func(alarm *graph.Resource) bool { return mayWatch(alarm, filter) }) {
		p.Report(filter, "no aws_cloudwatch_metric_alarm watches the metric; add one that tells a topic")
	}
}

// mayBeMeant reports a filter that is meant for the event, or whose pattern is not known.
func (e accountEvent) mayBeMeant(filter *graph.Resource) bool {
	words, ok := wordsOf(filter.Get("pattern"))
	return !ok || e.meant(words)
}

func (e accountEvent) meant(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return slices.Contains(e.marks, strings.Trim(word, "*")) })
}

// wordsOf returns the names and values in a filter's pattern, with the wildcards they have; ok is false when it is not known.
func wordsOf(pattern graph.Value) (words []string, ok bool) {
	text, ok := pattern.Text()
	letters := func(c rune) bool {
		return c == '*' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
	}
	return strings.FieldsFunc(text, func(c rune) bool { return !letters(c) }), ok
}

// mayWatch reports that the alarm is on the filter's metric, or may be.
func mayWatch(alarm, filter *graph.Resource) bool {
	metrics := []graph.Value{alarm.Get("metric_name")}
	for _, metric := range alarm.Blocks("metric_query.metric") {
		metrics = append(metrics, metric.Get("metric_name"))
	}
	name, known := filter.Get("metric_transformation.name").Text()
	for _, metric := range metrics {
		if !known && !metric.Absent() || slices.Contains(metric.Refs(metricFilterType), filter) || !metric.IsNot(name) {
			return true
		}
	}
	return false
}
