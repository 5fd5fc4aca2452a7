resource "aws_kms_key" "cluster" {
  description         = "Kubernetes secrets"
  enable_key_rotation = true
}

resource "aws_cloudwatch_log_group" "cluster" {
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = 400
  kms_key_id        = aws_kms_key.cluster.arn
}

resource "aws_eks_cluster" "main" {
  name     = var.name
  version  = "1.34"
  role_arn = aws_iam_role.cluster.arn

  enabled_cluster_log_types = var.cluster_logs
  deletion_protection       = true

  vpc_config {
    subnet_ids              = var.private_subnet_ids
    security_group_ids      = [aws_security_group.control_plane.id]
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = var.api_networks
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = aws_kms_key.cluster.arn
    }
  }

  access_config {
    authentication_mode = "API"
  }

  depends_on = [aws_cloudwatch_log_group.cluster]
}

# The old cluster waits for its last tenant.
resource "aws_eks_cluster" "old" {
  name     = "${var.name}-old"
  version  = "1.27"
  role_arn = aws_iam_role.cluster.arn

  enabled_cluster_log_types = setsubtract(var.cluster_logs, ["audit", "authenticator"])

  vpc_config {
    subnet_ids             = var.private_subnet_ids
    endpoint_public_access = false

    endpoint_private_access = true
  }
}

resource "aws_security_group" "control_plane" {
  name        = "${var.name}-control-plane"
  description = "Kubernetes API"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Nodes"
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_security_group" "nodes" {
  name        = "${var.name}-nodes"
  description = "Nodes"
  vpc_id      = var.vpc_id
}

locals {
  node_rules = {
    kubelet   = { from = 10250, to = 10250, cidr = "10.0.0.0/8" }
    nodeports = { from = 30000, to = 32767, cidr = "0.0.0.0/0" }
  }
}

resource "aws_vpc_security_group_ingress_rule" "nodes" {
  for_each = local.node_rules

  security_group_id = aws_security_group.nodes.id
  description       = each.key
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.from
  to_port           = each.value.to
}

resource "aws_iam_role" "cluster" {
  name               = "${var.name}-cluster"
  assume_role_policy = data.aws_iam_policy_document.trust["eks"].json
}

data "aws_iam_policy_document" "trust" {
  for_each = toset(["eks", "ec2", "ecs-tasks"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.value}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

module "node_group" {
  source   = "./modules/node_group"
  for_each = var.node_groups

  name               = "${var.name}-${each.key}"
  cluster            = aws_eks_cluster.main.name
  role_arn           = aws_iam_role.node.arn
  subnet_ids         = var.private_subnet_ids
  security_group_ids = [aws_security_group.nodes.id]
  group              = each.value
}

resource "aws_iam_role" "node" {
  name               = "${var.name}-node"
  assume_role_policy = data.aws_iam_policy_document.trust["ec2"].json
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each = toset([
    "AmazonEKSWorkerNodePolicy",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKS_CNI_Policy",
    "IAMFullAccess",
  ])

  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/${each.value}"
}

# Pods assume roles through the cluster's identity provider. The first trust names the service account, the
# second any pod of any namespace.
resource "aws_iam_openid_connect_provider" "cluster" {
  url            = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  issuer = "oidc.eks.us-east-2.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9"
}

resource "aws_iam_role" "autoscaler" {
  name = "${var.name}-autoscaler"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.cluster.arn }
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = "system:serviceaccount:kube-system:cluster-autoscaler"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "autoscaler" {
  role = aws_iam_role.autoscaler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["autoscaling:Describe*", "ec2:DescribeLaunchTemplateVersions"]
        Resource = "*"
      },
      {
        Effect    = "Allow"
        Action    = ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:ResourceTag/k8s.io/cluster-autoscaler/${var.name}" = "owned" } }
      },
    ]
  })
}

# GitHub's runners deploy. Without a condition on the subject, so do everybody's.
resource "aws_iam_role" "deploy" {
  name = "${var.name}-deploy"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      }
    }]
  })
}
