#!/bin/bash
export DB_PASSWORD="${db_password}"
