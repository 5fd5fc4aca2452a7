package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

const environmentRemedy = "everyone who may describe the resource reads it, and so do logs and crash reports; pass the name of a secret in Secrets Manager and read it at run time"

func secretsEnvironment() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-lambda-environment-secret",
			Title:     "Secret stands in a function's environment",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: []string{"aws_lambda_function"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_45"},
				KICS:    []string{"1402afd8-a95c-4e84-8b0b-6fb43758e6ce"},
				Prowler: []string{"awslambda_function_no_secrets_in_variables"},
			},
			Recommended: true,
			Run: func(p *check.Pass) {
				reportLeaks(p, leaksInMaps(p.Resource.Block, "environment.variables"), environmentRemedy)
			},
		},
		{
			Name:      "aws-ecs-environment-secret",
			Title:     "Secret stands in a container's definition",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: []string{"aws_ecs_task_definition"},
			Aliases: check.Aliases{
				Trivy:       []string{"AWS-0036"},
				Terrascan:   []string{"AC_AWS_0095"},
				Prowler:     []string{"ecs_task_definitions_no_environment_secrets"},
				AWSConfig:   []string{"ecs-no-environment-secrets"},
				SecurityHub: []string{"ECS.8"},
			},
			Recommended: true,
			Run: func(p *check.Pass) {
				reportLeaks(p, leaksInContainers(p.Resource.Get("container_definitions")), "every reader of the task definition has it, and old revisions stay readable; name it under secrets with a valueFrom")
			},
		},
		{
			Name:      "aws-batch-environment-secret",
			Title:     "Secret stands in a batch job's definition",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: []string{"aws_batch_job_definition"},
			Aliases: check.Aliases{
				Prowler: []string{"batch_job_definition_no_secrets"},
			},
			Recommended: true,
			Run:         batchEnvironmentSecret,
		},
		{
			Name:      "aws-codebuild-environment-secret",
			Title:     "Secret stands in a build's environment",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: []string{"aws_codebuild_project"},
			Aliases: check.Aliases{
				Prowler:     []string{"codebuild_project_no_secrets_in_variables"},
				AWSConfig:   []string{"codebuild-project-envvar-awscred-check"},
				SecurityHub: []string{"CodeBuild.2"},
			},
			Recommended: true,
			Run:         codebuildEnvironmentSecret,
		},
		{
			Name:      "aws-environment-secret",
			Title:     "Secret stands in a workload's settings",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: typesOf(environmentMaps(), environmentPairs()),
			Aliases: check.Aliases{
				Prowler: []string{
					"amplify_app_no_secrets_in_environment", "glue_catalog_connection_no_secrets",
					"glue_etl_jobs_no_secrets_in_arguments",
				},
			},
			Recommended: true,
			Run:         environmentSecret,
		},
		{
			Name:      "aws-script-secret",
			Title:     "Secret stands in a script",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: typesOf(scripts()),
			Aliases: check.Aliases{
				Prowler: []string{
					"sagemaker_notebook_instance_no_secrets", "ssm_document_secrets",
					"stepfunctions_statemachine_no_secrets_in_definition",
				},
			},
			Recommended: true,
			Run:         scriptSecret,
		},
	}
}

// An argument of a resource type, dotted through nested blocks.
type argument struct{ resource, path string }

// environmentMaps lists the maps of settings that a workload gets.
func environmentMaps() []argument {
	return []argument{
		{"aws_amplify_app", "environment_variables"},
		{"aws_amplify_branch", "environment_variables"},
		{"aws_apprunner_service", "source_configuration.image_repository.image_configuration.runtime_environment_variables"},
		{"aws_apprunner_service", "source_configuration.code_repository.code_configuration.code_configuration_values.runtime_environment_variables"},
		{"aws_cloudformation_stack", "parameters"},
		{"aws_cloudformation_stack_set", "parameters"},
		{"aws_codepipeline", "stage.action.configuration"},
		{"aws_glue_connection", "connection_properties"},
		{"aws_glue_job", "default_arguments"},
		{"aws_glue_job", "non_overridable_arguments"},
		{"aws_lightsail_container_service_deployment_version", "container.environment"},
		{"aws_mwaa_environment", "airflow_configuration_options"},
		{"aws_sagemaker_model", "container.environment"},
		{"aws_sagemaker_model", "primary_container.environment"},
		{"aws_ssm_association", "parameters"},
		{"aws_synthetics_canary", "run_config.environment_variables"},
	}
}

// environmentPairs lists the blocks that hold one setting each, under name and value.
func environmentPairs() []argument {
	return []argument{
		{"aws_elastic_beanstalk_configuration_template", "setting"},
		{"aws_elastic_beanstalk_environment", "setting"},
	}
}

// scripts lists the texts that AWS runs or hands out.
func scripts() []argument {
	return []argument{
		{"aws_cloudformation_stack", "template_body"},
		{"aws_cloudfront_function", "code"},
		{"aws_codebuild_project", "source.buildspec"},
		{"aws_imagebuilder_component", "data"},
		{"aws_sagemaker_notebook_instance_lifecycle_configuration", "on_create"},
		{"aws_sagemaker_notebook_instance_lifecycle_configuration", "on_start"},
		{"aws_s3_object", "content"},
		{"aws_sfn_state_machine", "definition"},
		{"aws_ssm_document", "content"},
	}
}

// typesOf returns the resource types of the tables, each once, in order.
func typesOf(tables ...[]argument) []string {
	var types []string
	seen := map[string]bool{}
	for _, table := range tables {
		for _, a := range table {
			if !seen[a.resource] {
				seen[a.resource] = true
				types = append(types, a.resource)
			}
		}
	}
	return types
}

// leaksInMaps returns the credentials in every map at a dotted path.
func leaksInMaps(b *graph.Block, path string) []leak {
	var found []leak
	for _, v := range every(b, path) {
		found = append(found, leaksInMap(v)...)
	}
	return found
}

// leaksInContainers returns the credentials in a JSON list of container definitions: in environments, and in what they run. Of a
// text that is known in part, and so no JSON, only what shows in the known runs.
func leaksInContainers(definitions graph.Value) []leak {
	document := definitions.Document()
	list := document.Each()
	if definitions.Known() && !document.Known() { // there was more of it than is looked at
		return nil
	}
	if len(list) == 0 {
		return readScript(definitions).leaks()
	}
	var found []leak
	for _, container := range list {
		found = append(found, leaksInContainer(container)...)
	}
	return found
}

func leaksInContainer(container graph.Value) []leak {
	var names, values []graph.Value
	for _, variable := range container.Attr("environment").Each() {
		names = append(names, variable.Attr("name"))
		values = append(values, variable.Attr("value"))
	}
	found := leaksInPairs(names, values)
	for _, run := range []string{"command", "entryPoint"} {
		for _, word := range container.Attr(run).Each() {
			found = append(found, readScript(word).leaks()...)
		}
	}
	return found
}

func batchEnvironmentSecret(p *check.Pass) {
	found := leaksInContainer(p.Resource.Get("container_properties").Document())
	for _, task := range p.Resource.Get("ecs_properties").Document().Attr("taskProperties").Each() {
		for _, container := range task.Attr("containers").Each() {
			found = append(found, leaksInContainer(container)...)
		}
	}
	for _, node := range p.Resource.Get("node_properties").Document().Attr("nodeRangeProperties").Each() {
		found = append(found, leaksInContainer(node.Attr("container"))...)
	}
	reportLeaks(p, found, "every reader of the job definition has it; name it under secrets with a valueFrom")
}

// codebuildEnvironmentSecret leaves out variables whose value is the name of a secret or a parameter.
func codebuildEnvironmentSecret(p *check.Pass) {
	var names, values []graph.Value
	for _, b := range p.Resource.Blocks("environment.environment_variable") {
		if b.Get("type").Or("PLAINTEXT").Is("PLAINTEXT") {
			names, values = append(names, b.Get("name")), append(values, b.Get("value"))
		}
	}
	reportLeaks(p, leaksInPairs(names, values), "it shows in the console and in the build's log; give the variable the type SECRETS_MANAGER or PARAMETER_STORE and the name of the secret")
}

func environmentSecret(p *check.Pass) {
	var found []leak
	for _, a := range environmentMaps() {
		if a.resource == p.Resource.Type {
			found = append(found, leaksInMaps(p.Resource.Block, a.path)...)
		}
	}
	for _, a := range environmentPairs() {
		if a.resource != p.Resource.Type {
			continue
		}
		var names, values []graph.Value
		for _, b := range p.Resource.Blocks(a.path) {
			names, values = append(names, b.Get("name")), append(values, b.Get("value"))
		}
		found = append(found, leaksInPairs(names, values)...)
	}
	reportLeaks(p, found, environmentRemedy)
}

func scriptSecret(p *check.Pass) {
	var found []leak
	for _, a := range scripts() {
		if a.resource != p.Resource.Type {
			continue
		}
		for _, v := range every(p.Resource.Block, a.path) {
			found = append(found, leaksInText(v)...)
		}
	}
	reportLeaks(p, found, "everyone who may read the script has it; let the script fetch it from Secrets Manager or Parameter Store")
}

// leaksInText returns the credentials in a script, or in the texts of a JSON document, each at its own place.
func leaksInText(v graph.Value) []leak {
	const deepest = 16
	if doc := v.Document(); len(doc.Entries()) > 0 {
		return leaksInDocument(doc, deepest)
	}
	return readScript(v).leaks()
}

func leaksInDocument(doc graph.Value, depth int) []leak {
	var found []leak
	for _, e := range doc.Entries() {
		name, _ := knownText(e.Key)
		switch {
		case len(e.Value.Entries()) == 0:
			found = append(found, leakUnder(name, e.Value)...)
		case depth > 0:
			found = append(found, leaksInDocument(e.Value, depth-1)...)
		}
	}
	return found
}
