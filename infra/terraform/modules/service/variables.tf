variable "name" {
  description = "What it is called."
  type        = string
}

variable "cluster" {
  description = "Where it runs: the cluster's arn and its name."
  type        = object({ arn = string, name = string })
}

variable "task_definition_arn" {
  description = "What it runs."
  type        = string
}

variable "scale" {
  description = "How many tasks, at least and at most."
  type        = object({ min = number, max = number })
}

variable "subnet_ids" {
  description = "Where its tasks stand."
  type        = list(string)
}

variable "security_group_id" {
  description = "To whom its tasks may speak."
  type        = string
}

variable "target_group_arn" {
  description = "Where the balancer finds its tasks; null where nobody calls it."
  type        = string
}

variable "queue_name" {
  description = "The bell, whose oldest ring tells how long lanes wait for somebody to work at them."
  type        = string
}
