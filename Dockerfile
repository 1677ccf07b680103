# docker build -t provenance . && docker run --rm --network none -v "$PWD:/texts:ro" provenance check .
FROM python:3.13-slim AS build
COPY . /source
RUN pip install --no-cache-dir --prefix=/installed /source

FROM python:3.13-slim
# git reads configuration from another revision (--config-from) and finds what has changed.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home reader && git config --system --add safe.directory '*'
COPY --from=build /installed /usr/local
USER reader
WORKDIR /texts
ENTRYPOINT ["provenance"]
CMD ["--help"]
