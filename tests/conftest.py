"""What every test can use; being here also puts this folder on the path of the builders."""
