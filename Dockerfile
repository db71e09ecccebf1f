# A worker for any Temporal cluster, with Python for script-mode steps.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Starter/Pipelines.Starter.csproj -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home pipelines
COPY --from=build /app /app
USER pipelines
WORKDIR /home/pipelines
ENTRYPOINT ["dotnet", "/app/Pipelines.Starter.dll"]
CMD ["worker", "--address", "temporal:7233"]
