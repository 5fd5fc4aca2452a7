# AWS scales and patches the load balancer. That customers reach it with a current TLS alone is yours.

resource "aws_lb" "shop" {
  name                       = var.project
  load_balancer_type         = "application"
  subnets                    = aws_subnet.public[*].id
  security_groups            = [aws_security_group.balancer.id]
  drop_invalid_header_fields = true
  enable_deletion_protection = true
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_lb_target_group" "web" {
  name     = "${var.project}-web"
  vpc_id   = aws_vpc.shop.id
  port     = 8443
  protocol = "HTTPS"

  health_check {
    path     = "/health"
    protocol = "HTTPS"
  }
}

resource "aws_lb_target_group_attachment" "web" {
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = aws_instance.web.id
}

resource "aws_security_group" "balancer" {
  name        = "${var.project}-balancer"
  description = "The shop's front door"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description = "Customers"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "The web server"
    from_port   = 8443
    to_port     = 8443
    protocol    = "tcp"
    cidr_blocks = aws_subnet.private[*].cidr_block
  }
}
