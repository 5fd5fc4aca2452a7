resource "aws_cognito_user_pool" "customers" {
  name                = local.name
  deletion_protection = "ACTIVE"
  mfa_configuration   = "OPTIONAL"

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  password_policy {
    minimum_length                   = 12
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = false
    require_uppercase                = true
    temporary_password_validity_days = 3
  }

  software_token_mfa_configuration {
    enabled = true
  }

  user_pool_add_ons {
    advanced_security_mode = "ENFORCED"
  }
}

resource "aws_cognito_user_pool_client" "shop" {
  name                          = "shop"
  user_pool_id                  = aws_cognito_user_pool.customers.id
  enable_token_revocation       = true
  explicit_auth_flows           = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors = "ENABLED"
}

resource "aws_api_gateway_rest_api" "orders" {
  name                         = local.name
  disable_execute_api_endpoint = true
  minimum_compression_size     = 1024

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_authorizer" "customers" {
  name          = "customers"
  provider_arns = [aws_cognito_user_pool.customers.arn]
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  type          = "COGNITO_USER_POOLS"
}

resource "aws_api_gateway_request_validator" "body" {
  name                        = "body"
  rest_api_id                 = aws_api_gateway_rest_api.orders.id
  validate_request_body       = true
  validate_request_parameters = true
}

resource "aws_api_gateway_resource" "orders" {
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = "orders"
  rest_api_id = aws_api_gateway_rest_api.orders.id
}

resource "aws_api_gateway_method" "orders" {
  for_each = toset(["GET", "POST"])

  authorization        = "COGNITO_USER_POOLS"
  authorizer_id        = aws_api_gateway_authorizer.customers.id
  http_method          = each.value
  request_validator_id = aws_api_gateway_request_validator.body.id
  resource_id          = aws_api_gateway_resource.orders.id
  rest_api_id          = aws_api_gateway_rest_api.orders.id
}

resource "aws_api_gateway_integration" "orders" {
  for_each = aws_api_gateway_method.orders

  http_method             = each.value.http_method
  integration_http_method = "POST"
  resource_id             = aws_api_gateway_resource.orders.id
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  type                    = "AWS_PROXY"
  uri                     = module.function["place"].invoke_arn
}

resource "aws_lambda_permission" "api" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = module.function["place"].name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.orders.execution_arn}/*/*/orders"
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id

  triggers = {
    redeployment = sha1(jsonencode([aws_api_gateway_method.orders, aws_api_gateway_integration.orders]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/aws/apigateway/${local.name}"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = 400
}

resource "aws_api_gateway_stage" "live" {
  deployment_id        = aws_api_gateway_deployment.orders.id
  rest_api_id          = aws_api_gateway_rest_api.orders.id
  stage_name           = "live"
  xray_tracing_enabled = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format = jsonencode({
      caller = "$context.identity.sourceIp"
      method = "$context.httpMethod"
      path   = "$context.path"
      status = "$context.status"
    })
  }
}

resource "aws_api_gateway_method_settings" "live" {
  method_path = "*/*"
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.live.stage_name

  settings {
    logging_level          = "ERROR"
    metrics_enabled        = true
    throttling_burst_limit = 100
    throttling_rate_limit  = 50
  }
}

resource "aws_acm_certificate" "api" {
  domain_name       = "api.${var.domain}"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_domain_name" "api" {
  domain_name              = aws_acm_certificate.api.domain_name
  regional_certificate_arn = aws_acm_certificate.api.arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_base_path_mapping" "api" {
  api_id      = aws_api_gateway_rest_api.orders.id
  domain_name = aws_api_gateway_domain_name.api.domain_name
  stage_name  = aws_api_gateway_stage.live.stage_name
}

resource "aws_wafv2_web_acl_association" "api" {
  resource_arn = aws_api_gateway_stage.live.arn
  web_acl_arn  = aws_wafv2_web_acl.api.arn
}
