variable "variables" {
  type    = map(string)
  default = {}
}

resource "aws_lambda_function" "this" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  dynamic "environment" {
    for_each = length(var.variables) > 0 ? [1] : []

    content {
      variables = merge({ STAGE = "prod" }, var.variables) # want aws-lambda-environment-secret "a token or key .API_TOKEN"
    }
  }
}
