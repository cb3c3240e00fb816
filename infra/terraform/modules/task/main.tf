# One kind of process: what it runs, what it knows, and what it may.

data "aws_region" "here" {}

locals {
  container = {
    name                   = "nwassik"
    image                  = var.image
    command                = var.command
    essential              = true
    user                   = "65534:65534"
    readonlyRootFilesystem = true
    privileged             = false
    # It ends within seconds once it is told to: what was accepted is kept.
    stopTimeout  = 60
    portMappings = var.is_served ? [{ containerPort = 8080, hostPort = 8080, protocol = "tcp" }] : []
    environment  = [for name, value in var.environment : { name = name, value = value }]
    secrets      = [for name, arn in var.secrets : { name = name, valueFrom = arn }]
    mountPoints  = [{ sourceVolume = "spool", containerPath = "/tmp", readOnly = false }]
    volumesFrom  = []
    ulimits      = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]
    linuxParameters = {
      initProcessEnabled = true
      capabilities       = { drop = ["ALL"], add = [] }
    }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_group_name
        awslogs-region        = data.aws_region.here.region
        awslogs-stream-prefix = var.name
      }
    }
  }
  # Whoever answers lives; whether the balancer sends it people is for the balancer to ask.
  asked = var.is_served ? [{
    command     = ["CMD", "/usr/local/bin/answers", "127.0.0.1:8080"]
    interval    = 15
    timeout     = 5
    retries     = 3
    startPeriod = 60
  }] : []
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.start.arn
  task_role_arn            = aws_iam_role.run.arn
  container_definitions    = jsonencode([merge(local.container, { for check in local.asked : "healthCheck" => check })])

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.cpu_architecture
  }

  # Where files on their way lie: 20 of 50 MB at most, of the 20 GiB that every task has.
  volume {
    name = "spool"
  }
}
